//! What a freeze stops, and what may work all the same.

use super::{milestone, schedule};

const SHARED: &str = "\
freezes:
  - {name: Year start, dates: [2026-01-07..2026-01-08], except: [p/canary]}
  - {dates: [2026-01-06], tags: [release], except: [p/canary, q/canary]}
";

// Both p's freeze Fri 9, and all freeze Wed 7 and Thu 8; what is tagged is frozen on Tue 6 as well.
//   p/canary  is left alone by all three: 5 6 7
//   p/launch  5, and then 12 13
//   q/canary  is left alone on Tue 6 only: 5 6 9
//   q/docs    has no tag: 5 6 9
const P: &str = "\
freezes:
  - {dates: [2026-01-09], except: canary}
milestones:
  canary: {duration: 3d, tags: [release]}
  launch: {duration: 3d, tags: [release]}
";
const Q: &str = "\
milestones:
  canary: {duration: 3d, tags: [release]}
  docs: {duration: 3d}
";

#[test]
fn an_exception_is_of_one_milestone_and_one_freeze() {
    let schedule = schedule(&[("tpm.yaml", SHARED), ("p.yaml", P), ("q.yaml", Q)], "2026-01-05");
    let finishes = ["p/canary", "p/launch", "q/canary", "q/docs"]
        .map(|id| milestone(&schedule, id)["early_finish"].as_str().unwrap().to_owned());
    assert_eq!(finishes, ["2026-01-07", "2026-01-13", "2026-01-09", "2026-01-09"]);
}
