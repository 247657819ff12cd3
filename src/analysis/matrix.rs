//! The 5×5 matrix: the probability band and impact band of a risk.

/// The upper ends of the first four of five probability bands, in percent, inclusive.
pub const PROBABILITY_BANDS: [u32; 4] = [10, 25, 50, 75];

/// The bands of a risk, each from 1 to 5; none if the number is unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RiskBands {
    pub probability: Option<u32>,
    /// Of its likely impact.
    pub impact: Option<u32>,
}

impl RiskBands {
    /// Returns the bands of a probability in percent and of an impact in working days;
    /// `impact_bands` has the ends of the first four impact bands.
    pub fn new(percent: Option<u32>, workdays: Option<u32>, impact_bands: &[u32; 4]) -> Self {
        Self {
            probability: percent.map(|percent| band(percent, &PROBABILITY_BANDS)),
            impact: workdays.map(|days| band(days, impact_bands)),
        }
    }

    /// Returns the product of the two, from 1 to 25.
    pub fn score(self) -> Option<u32> {
        Some(self.probability? * self.impact?)
    }
}

/// Returns the first band whose end a number does not exceed; the last band has no end.
fn band(number: u32, ends: &[u32; 4]) -> u32 {
    ends.iter().take_while(|end| number > **end).count() as u32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_ends_with_its_last_number() {
        let bands = |percent, days| RiskBands::new(Some(percent), Some(days), &[2, 5, 10, 20]);
        let both = |probability, impact| RiskBands { probability: Some(probability), impact: Some(impact) };
        assert_eq!(bands(0, 0), both(1, 1));
        assert_eq!(bands(10, 2), both(1, 1));
        assert_eq!(bands(11, 3), both(2, 2));
        assert_eq!(bands(25, 5), both(2, 2));
        assert_eq!(bands(50, 10), both(3, 3));
        assert_eq!(bands(75, 20), both(4, 4));
        assert_eq!(bands(76, 21), both(5, 5));
        assert_eq!(bands(100, 20_000).score(), Some(25));
        assert_eq!(RiskBands::new(Some(50), None, &[2, 5, 10, 20]).score(), None);
    }
}
