//! Width and color of the two output streams.

use super::args::{Color, Common};
use super::world::{Stream, Variables};
use crate::render::terminal::Options;

/// Returns the rendering options for a stream.
pub(super) fn options(common: &Common, variables: &Variables, stream: &Stream) -> Options {
    Options {
        width: fixed(common).or_else(|| width(variables, stream)),
        color: color(Some(common.color), variables, stream),
        ascii: common.ascii,
    }
}

/// The width of a terminal that reports none, as in recorders and containers.
const USUAL: usize = 80;

/// Returns the columns of `--width`.
fn fixed(common: &Common) -> Option<usize> {
    common.width.map(usize::from)
}

/// Returns the columns of a stream: those of `COLUMNS`, which `watch` sets for the pipe that it
/// reads, else those of a terminal. None in any other pipe, where nothing is cut.
fn width(variables: &Variables, stream: &Stream) -> Option<usize> {
    let given = variables.columns.as_deref().and_then(|columns| columns.trim().parse().ok());
    let known = |columns: &usize| *columns > 0;
    let own = || stream.is_terminal.then(|| stream.width.filter(known).unwrap_or(USUAL));
    given.filter(known).or_else(own)
}

/// Returns the rendering options for a file: it is cut only by `--width`, and colored only by
/// `--color always`.
pub(super) fn file_options(common: &Common) -> Options {
    Options { width: fixed(common), color: common.color == Color::Always, ascii: common.ascii }
}

/// Whether to color: the flag, then `NO_COLOR`, then `FORCE_COLOR` or `CLICOLOR_FORCE`, then
/// `TERM=dumb`, then whether it is a terminal.
pub(super) fn color(flag: Option<Color>, variables: &Variables, stream: &Stream) -> bool {
    let set = |variable: &Option<String>| variable.as_deref().is_some_and(|value| !value.is_empty());
    let forced = |variable: &Option<String>| set(variable) && variable.as_deref() != Some("0");
    match flag {
        Some(Color::Always) => true,
        Some(Color::Never) => false,
        _ if set(&variables.no_color) => false,
        _ if forced(&variables.force_color) || forced(&variables.clicolor_force) => true,
        _ if variables.term.as_deref() == Some("dumb") => false,
        _ => stream.is_terminal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_comes_before_the_terminal_and_a_pipe_has_no_width_of_its_own() {
        let columns = |text: &str| Variables { columns: Some(text.into()), ..Variables::default() };
        let terminal = |width| Stream { is_terminal: true, width };
        assert_eq!(width(&columns("72"), &terminal(Some(80))), Some(72));
        for nothing in ["", "0", "-1", "wide", "99999999999999999999999"] {
            assert_eq!(width(&columns(nothing), &terminal(Some(80))), Some(80), "{nothing:?}");
        }
        assert_eq!(width(&columns("72"), &terminal(None)), Some(72));
        assert_eq!(width(&columns("0"), &terminal(Some(0))), Some(80));
        assert_eq!(width(&Variables::default(), &terminal(None)), Some(80));
        assert_eq!(width(&columns("72"), &Stream::default()), Some(72));
        assert_eq!(width(&columns("0"), &Stream::default()), None);
        assert_eq!(width(&Variables::default(), &Stream { is_terminal: false, width: Some(80) }), None);
    }

    #[test]
    fn color_settings_have_a_fixed_precedence() {
        let terminal = Stream { is_terminal: true, width: Some(80) };
        let yes = || Some("1".to_owned());
        let none = Variables::default();
        assert!(color(None, &none, &terminal));
        assert!(!color(None, &none, &Stream::default()));
        let no_color = Variables { no_color: yes(), force_color: yes(), ..Variables::default() };
        assert!(!color(Some(Color::Auto), &no_color, &terminal));
        assert!(color(Some(Color::Always), &no_color, &Stream::default()));
        let force = Variables { clicolor_force: yes(), term: Some("dumb".into()), ..Variables::default() };
        assert!(color(None, &force, &Stream::default()));
        let dumb = Variables { term: Some("dumb".into()), ..Variables::default() };
        assert!(!color(None, &dumb, &terminal));
        assert!(!color(Some(Color::Never), &force, &terminal));
    }
}
