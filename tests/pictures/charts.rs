//! The pictures of `risks`, `odds` and `trend`: what they show is what their reports say.

use super::drawn::apart;
use super::inert::{files as hostile_files, is_inert};
use super::{AS_OF, Files, generated, printed};
use crate::formats::inert::PAYLOADS;
use crate::property::bytes::acts;
use crate::property::cases;
use crate::support::{self, borrowed, part::one_in};
use roxmltree::Document;
use serde_json::Value;

fn json(files: &Files, words: &[&str]) -> Value {
    let words = [words, &["--as-of", AS_OF, "--format", "json"]].concat();
    serde_json::from_str::<Value>(&printed(files, &words)).unwrap()["data"].clone()
}

fn svg_of(files: &Files, words: &[&str]) -> String {
    printed(files, &[words, &["--as-of", AS_OF, "--format", "svg"]].concat())
}

/// Returns what is said of each row or box.
fn titles(svg: &Document<'_>) -> Vec<String> {
    let groups = svg.descendants().filter(|node| node.has_tag_name("g"));
    groups
        .filter_map(|group| {
            group.children().find(|node| node.has_tag_name("title"))?.text().map(str::to_owned)
        })
        .collect()
}

#[test]
fn each_placed_risk_has_a_box_in_its_bands() {
    let files = support::examples();
    let out = svg_of(&files, &["risks"]);
    assert_eq!(out, svg_of(&files, &["risks"]));
    let svg = Document::parse(&out).unwrap();
    apart(&svg).unwrap();
    let told = titles(&svg);
    let data = json(&files, &["risks"]);
    let number =
        |node: roxmltree::Node<'_, '_>, name: &str| node.attribute(name).unwrap().parse::<f64>().unwrap();
    // Where each box stands, with its bands.
    let mut places: Vec<(f64, u64, f64, u64)> = Vec::new();
    for risk in data["risks"].as_array().unwrap() {
        let bands = [&risk["probability_band"], &risk["impact_band"]].map(Value::as_u64);
        let is_live = ["open", "mitigated"].contains(&risk["state"].as_str().unwrap());
        let id = risk["id"].as_str().unwrap();
        let title = told.iter().find(|title| title.split(" · ").next() == Some(id));
        let [Some(probability), Some(impact)] = bands else {
            assert!(title.is_none(), "{id}");
            continue;
        };
        assert_eq!(title.is_some(), is_live, "{id}");
        let Some(title) = title else { continue };
        assert!(title.contains(&format!("score {}", probability * impact)), "{title}");
        let group = svg.descendants().find(|node| {
            node.has_tag_name("g") && node.first_element_child().and_then(|node| node.text()) == Some(title)
        });
        let rect = group.unwrap().children().find(|node| node.has_tag_name("rect")).unwrap();
        let is_strong = rect.attribute("class") == Some("q s");
        assert_eq!(is_strong, probability * impact >= 15, "{title}");
        places.push((number(rect, "x"), impact, number(rect, "y"), probability));
    }
    assert!(places.len() > 10);
    for (x, impact, y, probability) in &places {
        for (other_x, other_impact, other_y, other_probability) in &places {
            assert_eq!(x.total_cmp(other_x), impact.cmp(other_impact));
            assert!(probability <= other_probability || y < other_y);
        }
    }
}

#[test]
fn a_curve_has_the_days_of_its_report() {
    let files = support::examples();
    let words = ["odds", "--all", "--runs", "500"];
    let svg = svg_of(&files, &words);
    let told = titles(&Document::parse(&svg).unwrap());
    let data = json(&files, &words);
    let day = |value: &Value| {
        let near = tpm::time::Day::parse(AS_OF).unwrap();
        value.as_str().map_or("no date".into(), |day| tpm::time::Day::parse(day).unwrap().short(near))
    };
    let mut found = 0;
    for promise in data["promises"].as_array().unwrap() {
        let id = promise["id"].as_str().unwrap();
        for (share, key) in [(10, "p10"), (50, "p50"), (80, "p80"), (90, "p90")] {
            let begins = format!("{id} · {share} of 100 runs finish by ");
            let row = told.iter().find_map(|title| title.strip_prefix(&begins));
            // The finish of a program that is a promised milestone is drawn once.
            let Some(row) = row else { continue };
            let row = row.replace('\u{a0}', " ").replace("≥ ", "");
            let expected = day(&promise[key]).replace('\u{a0}', " ");
            assert!(row == expected || row == format!("{expected}, late"), "{id} {key}: {row}, {expected}");
            found += 1;
        }
    }
    assert!(found > 40, "{found}");
}

#[test]
fn a_slip_chart_has_the_forecasts_of_its_report() {
    let base = "milestones:\n  a: {duration: 5d, due: 2026-09-30, firm: true}\n";
    let head = base.replace("5d", "20d");
    let words = ["trend", "--as-of", AS_OF, "--last", "4w"];
    let run = |format: &str| {
        let words = [&words[..], &["--format", format]].concat();
        support::run_since(&[("programs/p.yaml", base)], &[("programs/p.yaml", &head)], &words).out
    };
    let data: Value = serde_json::from_str(&run("json")).unwrap();
    let out = run("svg");
    let svg = Document::parse(&out).unwrap();
    apart(&svg).unwrap();
    let told = titles(&svg);
    let series = data["data"]["series"].as_array().unwrap();
    let points: usize = series.iter().map(|series| series["points"].as_array().unwrap().len()).sum();
    assert!(points > 0 && told.len() == points, "{told:?}");
    let near = tpm::time::Day::parse(AS_OF).unwrap();
    for point in series.iter().flat_map(|series| series["points"].as_array().unwrap()) {
        let Some(day) = point["forecast_finish"].as_str().or(point["forecast"].as_str()) else { continue };
        let day = tpm::time::Day::parse(day).unwrap().short(near).replace('\u{a0}', " ");
        assert!(told.iter().any(|title| title.replace('\u{a0}', " ").contains(&day)), "{day} in {told:?}");
    }
}

#[test]
fn texts_stay_apart_in_charts_of_generated_plans() {
    for files in generated(cases(60)) {
        let out = svg_of(&files, &["odds", "--runs", "100"]);
        apart(&Document::parse(&out).unwrap()).unwrap_or_else(|fault| panic!("{fault}\n{}", files[0].1));
    }
}

#[test]
fn plan_text_is_inert_in_charts() {
    for text in PAYLOADS.iter().step_by(one_in(4)) {
        let mut files = hostile_files(text);
        let quoted =
            crate::cli::hostile::quoted(text).replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
        files[1].1.push_str(&format!(
            "risks:\n  r: {{title: {quoted}, owner: o, probability: 90%, impact: 30d, affects: [a]}}\n"
        ));
        for words in [&["risks"][..], &["odds", "--runs", "100"]] {
            let out = svg_of(&files, words);
            assert!(!out.contains(acts), "{text:?}: {out}");
            is_inert(&out, text);
        }
    }
    let many = support::run(&borrowed(&support::examples()), &["risks", "--format", "mermaid"]);
    assert_eq!(many.status, 2);
}
