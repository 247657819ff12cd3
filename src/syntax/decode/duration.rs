//! One estimate or three.

use super::{Reader, Section};
use crate::syntax::document::{Field, Spanned};
use crate::syntax::values::{self, Amount, Complaint, Duration};
use crate::syntax::yaml::{Kind, NodeId};

type Read = fn(&str) -> Result<Amount, Complaint>;

impl Reader<'_> {
    /// Reads one estimate or three: `[4w, 6w, 11w]` or `{optimistic: 4w, likely: 6w, pessimistic:
    /// 11w}`.
    pub(super) fn estimate(&mut self, section: &Section, name: &'static str, read: Read) -> Field<Duration> {
        let Some((node, key)) = section.get(name) else { return Field::Absent };
        let span = self.tree.span(node);
        let lost = self.lost;
        let points: Vec<Option<NodeId>> = match self.tree.kind(node) {
            Kind::Sequence => self.tree.children(node).map(Some).collect(),
            Kind::Mapping => {
                let section = self.section(node, key.table());
                key.table().keys.iter().map(|point| section.get(point.name).map(|(node, _)| node)).collect()
            }
            _ => {
                return match self.value(node, "working time such as `5d` or `2w`", read) {
                    Field::Ok(read) => Field::Ok(Spanned { value: Duration::single(read.value), span }),
                    _ => Field::Bad(span),
                };
            }
        };
        let [Some(optimistic), Some(likely), Some(pessimistic)] = points[..] else {
            let two: Vec<&str> = points.iter().flatten().filter_map(|point| self.tree.text(*point)).collect();
            let meant = match two[..] {
                [low, high] => values::three_points(low, high),
                _ => None,
            };
            let meant = meant.unwrap_or_else(|| "[4w, 6w, 11w]".into());
            let finding = self
                .error("not-three-points", self.first_line(span), "an estimate has one point or three")
                .label(format!("{} given", points.iter().flatten().count()))
                .help(format!("write `{meant}`: optimistic, likely, pessimistic"));
            if self.lost == lost {
                self.report(node, finding);
            }
            return Field::Bad(span);
        };
        let mut read = |node| self.value(node, "working time such as `5d` or `2w`", read);
        let (Field::Ok(optimistic), Field::Ok(likely), Field::Ok(pessimistic)) =
            (read(optimistic), read(likely), read(pessimistic))
        else {
            return Field::Bad(span);
        };
        let value =
            Duration { optimistic: optimistic.value, likely: likely.value, pessimistic: pessimistic.value };
        Field::Ok(Spanned { value, span })
    }
}
