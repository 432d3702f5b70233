#define NEREUS_KERNEL_NAME "avx2"
#define NEREUS_KERNEL_SYMBOL avx2_kernels
#define NEREUS_VECTOR_FLOATS 8
#include "surrogate/block_kernels.inl"
