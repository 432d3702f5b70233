#define NEREUS_KERNEL_NAME "generic"
#define NEREUS_KERNEL_SYMBOL generic_stencil_kernel
#define NEREUS_REGISTERS 16
#include "hadron_tensor/table/table_kernel.inl"
