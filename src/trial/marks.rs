//! Which milestones must be dated again, by their place in topological order.

/// One bit per place.
#[derive(Debug, Clone)]
pub struct Marks(Vec<u64>);

impl Marks {
    /// Returns marks for so many places, none of them marked.
    pub fn new(places: usize) -> Self {
        Self(vec![0; places.div_ceil(64)])
    }

    /// Marks a place.
    pub fn mark(&mut self, place: u32) {
        self.0[place as usize / 64] |= 1 << (place % 64);
    }

    /// Unmarks the first marked place, and returns it. It is searched from a block on that only
    /// grows, since what is marked on the way comes later in the order.
    pub fn take(&mut self, block: &mut usize) -> Option<usize> {
        loop {
            match self.0.get(*block).copied()? {
                0 => *block += 1,
                bits => {
                    self.0[*block] &= bits - 1;
                    return Some(*block * 64 + bits.trailing_zeros() as usize);
                }
            }
        }
    }
}
