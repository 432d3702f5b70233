#define NEREUS_KERNEL_NAME "avx512"
#define NEREUS_KERNEL_SYMBOL avx512_stencil_kernel
#define NEREUS_REGISTERS 32
#include "hadron_tensor/table/table_kernel.inl"
