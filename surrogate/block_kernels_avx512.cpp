#define NEREUS_KERNEL_NAME "avx512"
#define NEREUS_KERNEL_SYMBOL avx512_kernels
#define NEREUS_VECTOR_FLOATS 16
#include "surrogate/block_kernels.inl"
