//! How often promises are kept, before and after: both sides see the same luck.

use super::{BeforeAfter, Diff, Pair, Side};
use crate::analysis::kept::{self, Kept};
use crate::chance::Settings;
use crate::schedule::PromiseHolder;
use std::collections::BTreeSet;

/// How often promises are kept on both sides.
#[derive(Debug, Clone)]
pub struct OddsChange {
    /// How the head is simulated.
    pub settings: Settings,
    /// Whether only firm promises are told.
    pub firm_only: bool,
    /// The open promises of either side, firm ones first, then by id.
    pub promises: Vec<KeptChange>,
}

/// How often a promise is kept on both sides.
#[derive(Debug, Clone, Copy)]
pub struct KeptChange {
    pub holder: Pair<PromiseHolder>,
    pub firm: BeforeAfter<bool>,
    /// None where it is not promised, finished or without a date.
    pub kept: BeforeAfter<Option<Kept>>,
}

/// From so many points on, a verdict tells that a firm promise is kept less often.
const LESS: u32 = 5;

impl KeptChange {
    /// Whether it is firm, and kept less often by so much that its recipient should hear of it.
    pub fn is_less_often(&self) -> bool {
        let shares = self.kept.before.zip(self.kept.after);
        let shares = shares.map(|(before, after)| (before.share.open_percent(), after.share.open_percent()));
        self.is_firm() && shares.is_some_and(|(before, after)| before >= after + LESS)
    }

    /// Whether it is firm on either side.
    pub fn is_firm(&self) -> bool {
        self.firm.before || self.firm.after
    }

    /// Whether a person would be told another share or day.
    pub fn is_change(&self) -> bool {
        self.kept.map(|kept| kept.map(|kept| (kept.share.in_words(), kept.is_earliest))).is_change()
            || self.kept.map(|kept| kept.and_then(|kept| kept.p80)).is_change()
    }
}

impl Diff<'_> {
    /// Simulates both sides for how often promises are kept, or firm ones alone.
    pub fn add_odds(&mut self, firm_only: bool) {
        let (base, head) = (self.base, self.head);
        let promised = |side: Side<'_>| BTreeSet::from_iter(kept::promises(side.workspace()));
        let (old, new) = (promised(base), promised(head));
        let is_firm = |side: Side<'_>, id| kept::is_firm(side.workspace(), id);
        let is_told = |pair: &Pair<PromiseHolder>| {
            let is_open = pair.base().is_some_and(|id| old.contains(&id))
                || pair.head().is_some_and(|id| new.contains(&id));
            is_open && (!firm_only || pair.ask(base, head, is_firm) != BeforeAfter::default())
        };
        let pairs = self.matching.milestones().map(Pair::holder);
        let pairs = pairs.chain(self.matching.programs().map(Pair::holder));
        let pairs: Vec<Pair<PromiseHolder>> = pairs.filter(is_told).collect();
        let before = kept::Odds::new(base.assessment, pairs.iter().filter_map(|pair| pair.base()));
        let after = kept::Odds::new(head.assessment, pairs.iter().filter_map(|pair| pair.head()));
        let of = |odds: &kept::Odds, side: Side<'_>, id: Option<PromiseHolder>| {
            id.and_then(|id| odds.kept(side.assessment, id))
        };
        let change = |holder: Pair<PromiseHolder>| KeptChange {
            holder,
            firm: holder.ask(base, head, is_firm),
            kept: BeforeAfter {
                before: of(&before, base, holder.base()),
                after: of(&after, head, holder.head()),
            },
        };
        let mut promises: Vec<KeptChange> = pairs.into_iter().map(change).collect();
        promises.sort_by_key(|change| (!change.is_firm(), self.id(change.holder)));
        self.odds = Some(OddsChange { settings: after.settings, firm_only, promises });
    }
}
