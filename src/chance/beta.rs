//! The beta distribution, by the continued fraction of its incomplete function.
//!
//! `libm` gives the same bits on every platform, which the functions of the standard library do
//! not promise.

/// Returns the probability that a beta variable with these two shapes is above `x`.
///
/// Both shapes are at least 1. It is exact to about 1e-13 of itself, far out in the tail too.
pub fn beta_survival(alpha: f64, beta: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if x >= 1.0 {
        return 0.0;
    }
    let front = libm::exp(
        libm::lgamma(alpha + beta) - libm::lgamma(alpha) - libm::lgamma(beta)
            + alpha * libm::log(x)
            + beta * libm::log1p(-x),
    );
    // The fraction converges fast on its own side of the mean.
    if x < (alpha + 1.0) / (alpha + beta + 2.0) {
        1.0 - front * fraction(alpha, beta, x) / alpha
    } else {
        front * fraction(beta, alpha, 1.0 - x) / beta
    }
}

/// Returns the continued fraction, by the method of Lentz.
fn fraction(alpha: f64, beta: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let some = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / some(1.0 - (alpha + beta) * x / (alpha + 1.0));
    let mut value = below;
    for step in 1..500 {
        let m = f64::from(step);
        let even = m * (beta - m) * x / ((alpha + 2.0 * m - 1.0) * (alpha + 2.0 * m));
        let odd = -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2.0 * m) * (alpha + 2.0 * m + 1.0));
        for term in [even, odd] {
            below = 1.0 / some(1.0 + term * below);
            above = some(1.0 + term / above);
            value *= below * above;
        }
        if (below * above - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(one: f64, other: f64) {
        assert!((one - other).abs() <= 1e-12 * other.abs().max(1e-3), "{one} and {other}");
    }

    // I_x(1, b) = 1 - (1 - x)^b and I_x(a, 1) = x^a.
    #[test]
    fn a_shape_of_one_is_a_power() {
        for x in [0.001, 0.1, 0.5, 0.77, 0.999] {
            for shape in [1.0_f64, 2.5, 5.0] {
                close(beta_survival(1.0, shape, x), (1.0 - x).powf(shape));
                close(beta_survival(shape, 1.0, x), 1.0 - x.powf(shape));
            }
        }
    }

    // For whole shapes the incomplete function is a binomial sum.
    #[test]
    fn whole_shapes_are_binomial_sums() {
        for (alpha, beta) in [(2_u32, 4_u32), (3, 3), (4, 2), (5, 1)] {
            let trials = alpha + beta - 1;
            let choose = |k: u32| (0..k).fold(1.0, |all, i| all * f64::from(trials - i) / f64::from(i + 1));
            for x in [0.05, 0.3, 0.5, 0.8, 0.95_f64] {
                let term = |k: u32| choose(k) * x.powi(k as i32) * (1.0 - x).powi((trials - k) as i32);
                let below_alpha: f64 = (0..alpha).map(term).sum();
                close(beta_survival(f64::from(alpha), f64::from(beta), x), below_alpha);
            }
        }
    }

    // The tail of (1 - x)^4 · (1 + 4x) for shapes 2 and 4, where 1 - x is a millionth.
    #[test]
    fn the_tail_keeps_its_digits() {
        let x = 1.0 - 1e-6_f64;
        let exact = 5.0 * 1e-24 - 4.0 * 1e-30;
        let tail = beta_survival(2.0, 4.0, x);
        assert!((tail / exact - 1.0).abs() < 1e-9, "{tail}");
    }
}
