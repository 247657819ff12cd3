//! Each number of a page is that of the report it comes from.

use super::{AS_OF, Files};
use crate::oracle::{self, Family};
use crate::property::bytes::{DENSE, SHARED};
use crate::property::{cases, samples};
use crate::schema::outputs::FULL;
use crate::support::{self, Past, Version, borrowed};
use serde_json::{Value, json};

/// Returns `data` of a report.
fn data(files: &Files, as_of: &str, words: &[&str]) -> Value {
    let arguments = [words, &["--as-of", as_of, "--format", "json"]].concat();
    support::json(&borrowed(files), &arguments)["data"].clone()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no {key} in {value:#}"))
}

/// Returns a value without its place in the files, which the other report does not have.
fn without_source(value: &Value) -> Value {
    let mut value = value.clone();
    value.as_object_mut().unwrap().remove("source");
    value
}

fn is_within(part: &[Value], whole: &[Value]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|value| rest.any(|other| other == value))
}

/// Whether a promise is one of a program.
fn is_of(program: &str, promise: &Value) -> bool {
    promise.as_str().is_some_and(|id| id.split('/').next() == Some(program))
}

/// What a sample has met.
#[derive(Debug, Default)]
struct Met {
    asks: usize,
    risks: usize,
    handoffs: usize,
    firm: usize,
    late: usize,
    rows: usize,
}

fn check(files: &Files, as_of: &str, met: &mut Met) {
    let told = || format!("as of {as_of}\n{files:#?}");
    let brief = data(files, as_of, &["brief"]);
    let (all_risks, slippage) =
        (data(files, as_of, &["risks"]), data(files, as_of, &["slippage", "--against", "due"]));
    let status = data(files, as_of, &["status"]);
    let ids = |value: &Value| -> Vec<Value> {
        list(value, "programs").iter().map(|one| one["id"].clone()).collect()
    };
    assert_eq!(ids(&brief), ids(&status), "{}", told());
    for page in list(&brief, "programs") {
        let id = page["id"].as_str().unwrap();
        let own = |words: &[&str]| data(files, as_of, &[words, &[id]].concat());
        let status = own(&["status"]);
        let summary = list(&status, "programs").iter().find(|one| one["id"] == id).unwrap();
        for (key, value) in summary.as_object().unwrap() {
            assert_eq!(&page[key], value, "{id}: {key} {}", told());
        }
        let asks: Vec<Value> = list(page, "asks").iter().map(without_source).collect();
        assert_eq!(&asks, list(&status, "asks"), "{id} {}", told());
        // Those of `tpm risks` that cost something here, the first three.
        let costs = |risk: &&Value| {
            let may = risk["state"] != "closed";
            let costs = list(risk, "costs");
            let hits = costs.iter().any(|cost| is_of(id, &cost["promise"]));
            let is_own = is_of(id, &risk["id"]) || list(risk, "affects").iter().any(|at| is_of(id, at));
            let money =
                risk["state"] != "occurred" && risk["exposure_cost"].as_f64().is_some_and(|sum| sum > 0.0);
            may && (hits || is_own) && (!costs.is_empty() || money)
        };
        let costly: Vec<Value> = list(&all_risks, "risks").iter().filter(costs).cloned().collect();
        let risks: Vec<Value> = list(page, "risks").iter().map(without_source).collect();
        assert_eq!(risks, costly[..costly.len().min(3)], "{id} {}", told());
        assert_eq!(page["risks_left_out"], json!(costly.len().saturating_sub(3)), "{id} {}", told());
        // The first handoff of each giver, by day.
        let handoffs = own(&["handoffs"]);
        let mut next: Vec<Value> = Vec::new();
        for handoff in list(&handoffs, "handoffs") {
            if next.iter().all(|other| other["giver"]["id"] != handoff["giver"]["id"]) {
                next.push(handoff.clone());
            }
        }
        next.sort_by_key(|handoff| handoff["forecast"].as_str().unwrap_or("9999").to_owned());
        assert_eq!(list(page, "handoffs")[..], next[..next.len().min(3)], "{id} {}", told());
        assert_eq!(page["handoffs_left_out"], json!(next.len().saturating_sub(3)), "{id} {}", told());
        let path = own(&["critical-path"]);
        let hops: Vec<Value> = list(&path, "targets")
            .iter()
            .flat_map(|target| list(&target["chains"][0], "hops").iter().map(|hop| hop["id"].clone()))
            .collect();
        assert_eq!(list(page, "critical_path"), &hops, "{id} {}", told());
        let finish = format!("{id}/{}", page["finish"].as_str().unwrap_or_default());
        let row = |wanted: &str| list(&slippage, "milestones").iter().find(|row| row["id"] == wanted);
        match row(id).or_else(|| row(&finish)) {
            None => assert_eq!(page["late_because"], Value::Null, "{id} {}", told()),
            Some(late) => {
                met.late += 1;
                for key in ["id", "never_fitted_workdays", "never_fitted_needs", "causes"] {
                    assert_eq!(page["late_because"][key], late[key], "{id}: {key} {}", told());
                }
            }
        }
        firm(page, &own(&["schedule"]), &told);
        let drawn = own(&["gantt", "--only", "milestones"]);
        let (rows, all) = (list(page, "rows"), list(&drawn, "rows"));
        assert!(is_within(rows, all), "{id} {}", told());
        assert_eq!(rows.len() + page["milestones_left_out"].as_u64().unwrap() as usize, all.len());
        assert!(rows.len() == all.len() || rows.len() >= 14, "{id}: {} rows {}", rows.len(), told());
        assert_eq!((&page["from"], &page["to"]), (&drawn["from"], &drawn["to"]), "{id} {}", told());
        met.asks += asks.len();
        met.risks += risks.len();
        met.handoffs += list(page, "handoffs").len();
        met.firm += list(page, "firm_promises").len();
        met.rows += rows.len();
    }
}

/// Checks the firm promises of a page against the schedule.
fn firm(page: &Value, schedule: &Value, told: &dyn Fn() -> String) {
    let milestones = list(&schedule["programs"][0], "milestones");
    let is_open = |one: &&Value| one["state"] != "done" && one["state"] != "cancelled";
    let is_firm = |one: &&Value| one["firm"] == true && !one["due"].is_null();
    let mut firm: Vec<&Value> = milestones.iter().filter(is_open).filter(is_firm).collect();
    firm.sort_by_key(|one| (one["due"].as_str().unwrap().to_owned(), one["id"].as_str().unwrap().to_owned()));
    let found = list(page, "firm_promises");
    assert_eq!(found.len(), firm.len(), "{}", told());
    for (found, one) in found.iter().zip(firm) {
        for key in ["id", "name", "owner", "due", "original_due", "forecast_finish", "due_variance_workdays"]
        {
            assert_eq!(found[key], one[key], "{key} of {} {}", one["id"], told());
        }
        assert_eq!(found["source"]["file"], one["source"]["file"]);
    }
}

#[test]
fn each_number_of_a_page_is_that_of_its_report() {
    let mut met = Met::default();
    check(&support::examples(), AS_OF, &mut met);
    let owned = |files: &[(&str, &str)]| -> Files {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    };
    check(&owned(FULL), AS_OF, &mut met);
    check(&owned(&[("programs/dense.yaml", DENSE), ("programs/tpm.yaml", SHARED)]), AS_OF, &mut met);
    assert!(met.asks > 5 && met.risks > 15 && met.handoffs > 15 && met.firm > 3, "{met:?}");
    for family in Family::ALL {
        for case in samples(cases(60), oracle::strategy(family)) {
            check(&oracle::files(&case), &oracle::as_of(&case), &mut met);
        }
    }
    assert!(met.late > 5 && met.rows > 30, "{met:?}");
}

#[test]
fn the_health_of_then_is_that_of_the_status() {
    let now = support::examples();
    let mut then = now.clone();
    for (_, text) in &mut then {
        *text = text.replace("remaining: 5d", "remaining: 1d").replace("eta: 2026-10-02", "eta: 2026-09-25");
    }
    let past = Past(vec![Version::new(&["HEAD"], "2026-09-08", &borrowed(&then))]);
    let asked = |words: &[&str]| -> Value {
        let arguments = [words, &["--since", "HEAD", "--as-of", AS_OF, "--format", "json"]].concat();
        let output = support::run_in_repository(&past, &borrowed(&now), &arguments);
        serde_json::from_str::<Value>(&output.out).unwrap_or_else(|_| panic!("{output:?}"))["data"].clone()
    };
    let (brief, status) = (asked(&["brief"]), asked(&["status"]));
    assert_eq!(brief["since"], status["since"]);
    let then = list(&status["since"], "programs");
    for (page, then) in list(&brief, "programs").iter().zip(then) {
        assert_eq!((&page["id"], &page["health_was"]), (&then["id"], &then["health"]));
    }
    let moved = list(&brief, "programs").iter().filter(|page| page["health"] != page["health_was"]).count();
    assert!(moved > 0, "{then:#?}");
}

#[test]
fn a_page_is_about_a_program() {
    let files = support::examples();
    let refused = support::run(&borrowed(&files), &["brief", "checkout/ledger"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("`checkout/ledger` is a milestone"), "{}", refused.err);
}
