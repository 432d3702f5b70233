#define NEREUS_KERNEL_NAME "avx2"
#define NEREUS_KERNEL_SYMBOL avx2_stencil_kernel
#define NEREUS_REGISTERS 16
#include "hadron_tensor/table/table_kernel.inl"
