// Included by one .cpp per instruction set, which defines NEREUS_KERNEL_NAME, NEREUS_KERNEL_SYMBOL and
// NEREUS_VECTOR_FLOATS. No library templates in here, and of our own only those over types of this file:
// a shared inline function compiled for AVX-512 might be the copy that the linker keeps for everybody.

#include <utility>

#include "surrogate/block_kernels.hpp"
#include "surrogate/knot_grid.hpp"
#include "surrogate/lane_steps.inl"

namespace nereus {
namespace {

typedef float UnalignedVector
    __attribute__((vector_size(vector_floats * sizeof(float)), may_alias, aligned(sizeof(float))));
typedef int IntVector __attribute__((vector_size(vector_floats * sizeof(int))));

FloatVector splat(float value) { return FloatVector{} + value; }

FloatVector clamp_exponent(FloatVector x) { return minimum(maximum(x, splat(-80.0F)), splat(80.0F)); }

/// Adding it rounds to an integer, which then stands in the lowest bits: 1.5 * 2^23.
constexpr float float_magic = 12582912.0F;

/// 2^n e^r for |r| <= ln2/2, n the lowest bits of `shifted`. The polynomial's relative error is 2e-8: minimax
/// of degree 6, its two lowest coefficients rounded to 1.
FloatVector scaled_exponential(FloatVector shifted, FloatVector r) {
  FloatVector p = splat(1.383815659e-3F);
  p = p * r + 8.374996483e-3F;
  p = p * r + 4.166820645e-2F;
  p = p * r + 1.666641831e-1F;
  p = p * r + 4.999999106e-1F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  IntVector power, bits;
  __builtin_memcpy(&power, &shifted, sizeof(power));
  __builtin_memcpy(&bits, &p, sizeof(bits));
  bits += power << 23;
  __builtin_memcpy(&p, &bits, sizeof(p));
  return p;
}

/// e^x for |x| <= 80, relative error below 2e-7.
FloatVector exponential(FloatVector x) {
  x = clamp_exponent(x);
  const FloatVector shifted = x * 1.44269504F + float_magic, n = shifted - float_magic;
  return scaled_exponential(shifted, (x - n * 0.693359375F) - n * -2.12194440e-4F);
}

/// x/(1 + e^-x), absolute error below 2e-7 (1 + |x|): where e^-x is large it need not be as exact.
FloatVector silu(FloatVector x) {
  const FloatVector y = clamp_exponent(x);
  const FloatVector shifted = y * -1.44269504F + float_magic, n = shifted - float_magic;
  return x / (1.0F + scaled_exponential(shifted, n * -0.693147181F - y));
}

/// Rows of the result computed together: enough to hide the latency of the multiply-adds, few enough to
/// stay in registers.
constexpr std::size_t tile_rows = 4;

/// What becomes of W x + b: it is stored,
struct Store {
  FloatVector operator()(FloatVector sum, std::size_t) const { return sum; }
};
/// or activated together with other numbers,
struct Activate {
  const float* others;
  FloatVector operator()(FloatVector sum, std::size_t at) const {
    return silu(*reinterpret_cast<const FloatVector*>(others + at) + sum);
  }
};
/// or activated and then added to what was there before the layer.
struct AddActivated {
  const float* before;
  FloatVector operator()(FloatVector sum, std::size_t at) const {
    return *reinterpret_cast<const FloatVector*>(before + at) + silu(sum);
  }
};

/// Rows [row, row + rows) of y = finish(W x + b).
template <std::size_t rows, class Finish>
void dense_tile(const float* weight, const float* bias, std::size_t inputs, std::size_t row, const float* x,
                const Finish& finish, float* y) {
  constexpr std::size_t step = 2 * vector_floats;
  weight += row * inputs;
  for (std::size_t lane = 0; lane < lanes; lane += step) {
    FloatVector sum0[rows], sum1[rows];
    for (std::size_t i = 0; i < rows; ++i) sum0[i] = sum1[i] = splat(bias[row + i]);
    for (std::size_t input = 0; input < inputs; ++input) {
      const FloatVector* source = reinterpret_cast<const FloatVector*>(x + input * lanes + lane);
      const FloatVector x0 = source[0], x1 = source[1];
      for (std::size_t i = 0; i < rows; ++i) {
        const float w = weight[i * inputs + input];
        sum0[i] += w * x0;
        sum1[i] += w * x1;
      }
    }
    for (std::size_t i = 0; i < rows; ++i) {
      const std::size_t at = (row + i) * lanes + lane;
      FloatVector* target = reinterpret_cast<FloatVector*>(y + at);
      target[0] = finish(sum0[i], at);
      target[1] = finish(sum1[i], at + vector_floats);
    }
  }
}

template <class Finish>
void dense_rows(const float* weight, const float* bias, std::size_t inputs, std::size_t outputs,
                const float* x, const Finish& finish, float* y) {
  std::size_t row = 0;
  for (; row + tile_rows <= outputs; row += tile_rows) {
    dense_tile<tile_rows>(weight, bias, inputs, row, x, finish, y);
  }
  switch (outputs - row) {
    case 3:
      return dense_tile<3>(weight, bias, inputs, row, x, finish, y);
    case 2:
      return dense_tile<2>(weight, bias, inputs, row, x, finish, y);
    case 1:
      return dense_tile<1>(weight, bias, inputs, row, x, finish, y);
    default:
      return;
  }
}

void dense(const float* weight, const float* bias, std::size_t inputs, std::size_t outputs, const float* x,
           float* y) {
  dense_rows(weight, bias, inputs, outputs, x, Store{}, y);
}

void residual_layer(const float* weight, const float* bias, std::size_t width, const float* h, float* y) {
  dense_rows(weight, bias, width, width, h, AddActivated{h}, y);
}

void input_layer(const float* weight, const float* bias, std::size_t inputs, std::size_t width,
                 const float* x, float* y) {
  dense_rows(weight, bias, inputs, width, x, Activate{y}, y);
}

/// a0 b0 a1 b1 ... from element `begin` on.
template <std::size_t begin, std::size_t... i>
FloatVector interleave(FloatVector a, FloatVector b, std::index_sequence<i...>) {
  return __builtin_shufflevector(a, b, (begin + i / 2 + (i % 2) * vector_floats)...);
}

/// Rows become columns: log2(vector_floats) perfect shuffles.
void transpose(FloatVector (&rows)[vector_floats]) {
  constexpr auto all = std::make_index_sequence<vector_floats>{};
  constexpr std::size_t half = vector_floats / 2;
  for (std::size_t done = 1; done < vector_floats; done *= 2) {
    FloatVector shuffled[vector_floats];
    for (std::size_t i = 0; i < half; ++i) {
      shuffled[2 * i] = interleave<0>(rows[i], rows[i + half], all);
      shuffled[2 * i + 1] = interleave<half>(rows[i], rows[i + half], all);
    }
    for (std::size_t i = 0; i < vector_floats; ++i) rows[i] = shuffled[i];
  }
}

void interpolate(const float* table, std::size_t rows, const std::size_t* knot, const float* fraction,
                 float* y) {
  const auto vector_at = [](const float* at) { return *reinterpret_cast<const UnalignedVector*>(at); };
  const std::size_t whole = rows - rows % vector_floats;
  for (std::size_t lane = 0; lane < lanes; lane += vector_floats) {
    for (std::size_t row = 0; row < whole; row += vector_floats) {
      FloatVector block[vector_floats];  // [lane][row]: a table holds its rows side by side
      for (std::size_t i = 0; i < vector_floats; ++i) {
        const float* below = table + knot[lane + i] * rows + row;
        const FloatVector value = vector_at(below);
        block[i] = value + fraction[lane + i] * (vector_at(below + rows) - value);
        __builtin_prefetch(below + vector_floats);
        __builtin_prefetch(below + vector_floats + rows);
      }
      transpose(block);
      for (std::size_t i = 0; i < vector_floats; ++i) {
        *reinterpret_cast<FloatVector*>(y + (row + i) * lanes + lane) = block[i];
      }
    }
  }
  for (std::size_t row = whole; row < rows; ++row) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const float* below = table + knot[lane] * rows + row;
      y[row * lanes + lane] = *below + fraction[lane] * (below[rows] - *below);
    }
  }
}

void exponentiate(const double* weights, std::size_t rows, float* y, double* sums, double* partial) {
  constexpr std::size_t groups = lanes / vector_doubles;
  DoubleVector sum[groups] = {};
  for (std::size_t row = 0; row < rows; ++row) {
    float* values = y + row * lanes;
    if (partial != nullptr && row % partial_rows == 0) {
      __builtin_memcpy(partial + row / partial_rows * lanes, sum, sizeof(sum));
    }
    FloatVector* vectors = reinterpret_cast<FloatVector*>(values);
    for (std::size_t i = 0; i < lanes / vector_floats; ++i) vectors[i] = exponential(vectors[i]);
    for (std::size_t i = 0; i < groups; ++i) {
      sum[i] += weights[row] * Doubles::load(values + i * vector_doubles).v;
    }
  }
  __builtin_memcpy(sums, sum, sizeof(sum));
}

/// The last stored partial sum at which the CDF is still below u.
struct Start {
  double knot[lanes];   ///< its index
  double below[lanes];  ///< CDF there
};

/// CDF = (1 - floor) integral(0..x)/integral + floor x
Start find_starts(const LaneHeights& density, const double* u) {
  Start start = {};
  for (std::size_t lane = 0; lane < lanes; lane += vector_doubles) {
    const Doubles target = Doubles::load(u + lane),
                  scale = (1 - KnotGrid::floor) / Doubles::load(density.integral + lane);
    Doubles knot = 0, below = 0;
    for (std::size_t i = partial_rows; i + 1 < density.size; i += partial_rows) {
      const double half_width = 0.5 * (density.knots[i] - density.knots[i - 1]);
      const Doubles cdf = scale * (Doubles::load(density.partial + i / partial_rows * lanes + lane) +
                                   half_width * Doubles::load(density.heights + i * lanes + lane)) +
                          KnotGrid::floor * density.knots[i];
      const Mask is_before = cdf < target;
      knot = select(is_before, static_cast<double>(i), knot);
      below = select(is_before, cdf, below);
    }
    knot.store(start.knot + lane);
    below.store(start.below + lane);
  }
  return start;
}

void draw(const LaneHeights& density, double* u) {
  const Start start = find_starts(density, u);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const double scale = (1 - KnotGrid::floor) / density.integral[lane];
    const auto height = [&](std::size_t i) {
      return scale * double(density.heights[i * lanes + lane]) + KnotGrid::floor;
    };
    std::size_t bin = static_cast<std::size_t>(start.knot[lane]);
    double left = height(bin), below = start.below[lane];
    for (;; ++bin) {
      const double right = height(bin + 1), width = density.knots[bin + 1] - density.knots[bin];
      const double area = 0.5 * width * (left + right);
      if (below + area >= u[lane] || bin + 2 == density.size) {
        u[lane] = density.knots[bin] + width * KnotGrid::solve_bin(left, right, (u[lane] - below) / width);
        break;
      }
      below += area;
      left = right;
    }
  }
}

}  // namespace

extern const BlockKernels NEREUS_KERNEL_SYMBOL;
const BlockKernels NEREUS_KERNEL_SYMBOL = {NEREUS_KERNEL_NAME,
                                           dense,
                                           input_layer,
                                           residual_layer,
                                           interpolate,
                                           exponentiate,
                                           draw,
                                           {read_energies,
                                            {place_omega, place_lepton, place_nucleon},
                                            {read_omega, read_lepton, read_nucleon},
                                            place_azimuth,
                                            read_azimuth}};

}  // namespace nereus
