//! The rules that our GitHub workflows must follow: a function from a workflow to its faults.

use serde_json::Value;

/// The placeholder for this repository in the documents.
pub(super) const OURS: &str = "OWNER/tpm@REF";
const UPLOAD: &str = "github/codeql-action/upload-sarif";
/// What else a job may, by its name: those of the release alone.
const MAY: [(&str, &[&str]); 4] = [
    ("publish", &["attestations", "contents", "id-token"]),
    ("image", &["packages"]),
    ("image-index", &["packages"]),
    ("crate", &["id-token"]),
];

/// Returns the faults of a workflow. `inputs` are those of the action.
pub(super) fn faults(workflow: &Value, inputs: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let events = match &workflow["on"] {
        Value::Object(events) => events.keys().cloned().collect(),
        other => vec![other.as_str().unwrap_or_default().to_owned()],
    };
    // After another run, with a token that writes: only if all that it does is ours, on our branch.
    let is_safe_after = !workflow["jobs"].as_object().into_iter().flatten().any(|(_, job)| {
        job["steps"].as_array().into_iter().flatten().any(|step| {
            let is_known =
                name_of(step) == "actions/checkout" || is_ours(step) && step["with"]["check"] == false;
            !is_known || step["with"]["ref"].is_string() || step["with"]["repository"].is_string()
        })
    });
    let is_unsafe = |event: &String| {
        ["pull_request_target", ""].contains(&event.as_str()) || event == "workflow_run" && !is_safe_after
    };
    if events.iter().any(is_unsafe) {
        faults.push(format!("runs on {events:?}"));
    }
    let default = permissions(&workflow["permissions"]);
    let least =
        |granted: &[(String, String)]| granted.iter().all(|(what, how)| what == "contents" && how == "read");
    match &default {
        Some(granted) if least(granted) => {}
        other => faults.push(format!("by default may {other:?}")),
    }
    let jobs = workflow["jobs"].as_object();
    if jobs.is_none_or(|jobs| jobs.is_empty()) {
        faults.push("has no jobs".into());
    }
    for (name, job) in jobs.into_iter().flatten() {
        let mut fault = |what: String| faults.push(format!("{name}: {what}"));
        if !job["timeout-minutes"].is_u64() {
            fault("may run for six hours".into());
        }
        let steps: Vec<&Value> = job["steps"].as_array().into_iter().flatten().collect();
        let uploads = steps.iter().any(|step| name_of(step) == UPLOAD);
        let granted = permissions(&job["permissions"]).or_else(|| default.clone()).unwrap_or_default();
        let of_upload = ("security-events".to_owned(), "write".to_owned());
        let (own, rest): (Vec<_>, Vec<_>) = granted.into_iter().partition(|one| *one == of_upload);
        let may = MAY.iter().find(|(job, _)| *job == name.as_str() && workflow["name"] == "Release");
        let may = may.map_or(&[][..], |(_, may)| may);
        let (more, rest): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|(what, how)| how == "write" && may.contains(&what.as_str()));
        let comments = steps.iter().any(|step| is_ours(step) && step["with"]["comment"] == true);
        let (writes, rest): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|(what, how)| what == "pull-requests" && how == "write");
        if more.len() != may.len()
            || writes.is_empty() == comments
            || !least(&rest)
            || own.is_empty() == uploads
        {
            fault(format!("may {own:?} {rest:?}"));
        }
        for step in &steps {
            for what in step_faults(step, inputs) {
                fault(what);
            }
        }
        let written = steps.iter().filter(|step| is_ours(step)).map(|step| &step["with"]["sarif"]);
        let written: Vec<&Value> = written.filter(|file| file.is_string()).collect();
        let read: Vec<&Value> = steps
            .iter()
            .filter(|step| name_of(step) == UPLOAD)
            .map(|step| &step["with"]["sarif_file"])
            .collect();
        if written != read {
            fault(format!("writes {written:?} and uploads {read:?}"));
        }
        if steps.is_empty() {
            fault("has no steps".into());
        }
    }
    faults
}

fn step_faults(step: &Value, inputs: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    if step["run"].as_str().is_some_and(|run| run.contains("${{")) {
        faults.push(format!("a shell reads {}", step["run"]));
    }
    if step["run"].is_string() == step["uses"].is_string() {
        faults.push(format!("neither runs nor uses: {step}"));
    }
    if let Some(uses) = step["uses"].as_str().filter(|uses| *uses != "./" && *uses != OURS) {
        let hash = uses.split_once('@').map_or("", |(_, at)| at);
        if hash.len() != 40 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            faults.push(format!("{uses} may be changed by others"));
        }
    }
    if name_of(step) == "actions/checkout" && step["with"]["persist-credentials"] != false {
        faults.push("leaves a token in the checkout".into());
    }
    let condition = step["if"].as_str().unwrap_or_default();
    if name_of(step) == UPLOAD && !condition.starts_with("always() && ") {
        faults.push("does not upload what a red gate found".into());
    }
    if is_ours(step) {
        let given = step["with"].as_object().into_iter().flatten();
        faults.extend(
            given.filter(|(name, _)| !inputs.contains(name)).map(|(name, _)| format!("{name} is no input")),
        );
    }
    faults
}

fn name_of(step: &Value) -> &str {
    step["uses"].as_str().and_then(|uses| uses.split('@').next()).unwrap_or_default()
}

fn is_ours(step: &Value) -> bool {
    ["./", OURS].iter().any(|ours| step["uses"] == *ours)
}

/// Returns the granted permissions; none if not declared. `read-all` and the like are returned as
/// names.
fn permissions(value: &Value) -> Option<Vec<(String, String)>> {
    match value {
        Value::Null => None,
        Value::Object(map) => Some(
            map.iter()
                .map(|(what, how)| (what.clone(), how.as_str().unwrap_or_default().to_owned()))
                .collect(),
        ),
        other => Some(vec![(other.to_string(), String::new())]),
    }
}
