#include "surrogate/knot_grid.hpp"
#include <gtest/gtest.h>
TEST(A,B){}
