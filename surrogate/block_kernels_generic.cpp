#define NEREUS_KERNEL_NAME "generic"
#define NEREUS_KERNEL_SYMBOL generic_kernels
#define NEREUS_VECTOR_FLOATS 4
#include "surrogate/block_kernels.inl"
