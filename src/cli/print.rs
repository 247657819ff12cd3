//! Prints a report in every requested format, and the findings about the plans.

use super::args::{Form, ReportFormat, Shown, ViewFormat};
use super::call::Call;
use super::output::Output;
use super::session::Session;
use super::{ANSWERED, FAILED, terminal};
use crate::english::count;
use crate::finding::Finding;
use crate::io::replace::replace;
use crate::render::json::{Envelope, Tabular, diagnostics};
use crate::render::snippet::snippets;
use crate::render::terminal::Options;
use crate::render::{csv, dot, html, markdown, mermaid, slack, svg, terminal as text};
use crate::source::Sources;
use crate::view::{self, Block, Report};
use anyhow::{Context, Result};
use std::io::{self, Write};
use std::path::Path;

impl Form {
    /// Whether it is made from the view.
    fn is_of_view(self) -> bool {
        match self {
            Self::Report(format) => format.is_for_people(),
            Self::View(_) => true,
        }
    }

    /// Whether it includes the findings about the plans.
    fn holds_findings(self) -> bool {
        matches!(self, Self::Report(format) if format.holds_findings())
    }
}

/// Returns what writes a view in a format.
fn renderer(format: ViewFormat) -> fn(&Report, &mut dyn Write) -> io::Result<()> {
    match format {
        ViewFormat::Slack => slack::render,
        ViewFormat::Html => html::render,
        ViewFormat::Svg => svg::render,
        ViewFormat::Dot => dot::render,
        ViewFormat::Mermaid => mermaid::render,
    }
}

impl<F: Shown> Call<'_, F> {
    /// Writes a report to every output, from its data or, for people, from its view, with the
    /// findings about the plans.
    ///
    /// Returns the exit status: 2 if the plans have errors.
    pub(super) fn print<T: Tabular>(
        self,
        session: &Session,
        data: T,
        view: impl Fn() -> Report,
    ) -> Result<u8> {
        self.print_as(session, data, |_| view())
    }

    /// Does the same with a view for each format.
    pub(super) fn print_as<T: Tabular>(
        mut self,
        session: &Session,
        data: T,
        view: impl Fn(F) -> Report,
    ) -> Result<u8> {
        let (findings, sources) = (&session.findings, &session.files.sources);
        let errors = session.errors();
        let all_hold_findings = !self.show(findings, sources)?;
        let envelope = Envelope::new(session.basis(), data, diagnostics(findings, sources));
        let summary = errors > 0 && all_hold_findings;
        let err = self.write(|format, options, out| {
            let mut report = Report::default();
            if format.form().is_of_view() {
                report = view(format);
                // The foot of a sheet has the commit.
                let is_sheet = report.blocks.iter().any(|block| matches!(block, Block::Sheet(_)));
                let mut top = if is_sheet { Report::default() } else { session.committed_view() };
                top.blocks.extend(view::plan_errors(findings, sources).blocks);
                report.put_on_top(top);
            }
            match format.form() {
                Form::Report(format) => write_report(format, &envelope, &report, options, out),
                Form::View(format) => renderer(format)(&report, out),
            }
        })?;
        if summary {
            let count = count(errors, "error");
            writeln!(err, "error: {count} in the plans; see `diagnostics`")?;
        }
        Ok(if errors > 0 { FAILED } else { ANSWERED })
    }

    /// Prints findings with their lines to standard error, unless every output has them. Returns
    /// whether it does.
    pub(super) fn show(&mut self, findings: &[Finding], sources: &Sources) -> io::Result<bool> {
        if self.outputs.iter().all(|output| output.format.form().holds_findings()) {
            return Ok(false);
        }
        let options = terminal::options(self.common, &self.world.variables, &self.world.stderr);
        for snippet in snippets(findings, sources, options) {
            writeln!(self.err, "{snippet}")?;
        }
        Ok(true)
    }
}

impl<'c, F: Copy> Call<'c, F> {
    /// Writes every output with `write`. A file is written whole or not at all.
    ///
    /// Returns standard error, for further notes, or the first error.
    pub(super) fn write(
        self,
        write: impl Fn(F, Options, &mut dyn Write) -> io::Result<()>,
    ) -> Result<&'c mut dyn Write> {
        let (common, world) = (self.common, self.world);
        // Every output is tried, so that one that fails does not take the others with it.
        let mut written = Ok(());
        for Output { format, file } in &self.outputs {
            let one = match file {
                None => write(*format, terminal::options(common, &world.variables, &world.stdout), self.out)
                    .and_then(|()| self.out.flush())
                    .map_err(anyhow::Error::from),
                Some(file) => {
                    let mut bytes = Vec::new();
                    write(*format, terminal::file_options(common), &mut bytes)
                        .and_then(|()| replace(world.disk, Path::new(file), &bytes))
                        .with_context(|| format!("cannot write `{file}`"))
                }
            };
            written = written.and(one);
        }
        written.map(|()| self.err)
    }
}

/// A report that is not formatted yet.
pub(super) struct Printed<T> {
    pub(super) envelope: Envelope<T>,
    /// Empty if no output needs it.
    pub(super) report: Report,
}

impl<T: Tabular> Printed<T> {
    pub(super) fn write(
        &self,
        format: ReportFormat,
        options: Options,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        write_report(format, &self.envelope, &self.report, options, out)
    }
}

fn write_report<T: Tabular>(
    format: ReportFormat,
    envelope: &Envelope<T>,
    report: &Report,
    options: Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        ReportFormat::Text => text::render(report, options, out),
        ReportFormat::Markdown => markdown::render(report, out),
        ReportFormat::Json => envelope.write_json(out),
        ReportFormat::Yaml => envelope.write_yaml(out),
        ReportFormat::Csv => csv::write(envelope.data(), out),
    }
}
