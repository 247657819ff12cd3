//! A disk in memory that can fail, or be the last thing that happens, at any operation.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use tpm::io::replace::{Operations, Standing, Writing};

/// When an operation fails: from 1, in the order in which they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// This one only.
    At(usize),
    /// This one and all behind it: the machine stopped. What was not synced is lost.
    From(usize),
}

#[derive(Debug, Clone, Default)]
pub struct MemoryDisk(Rc<RefCell<State>>);

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<PathBuf, File>,
    /// What is there and is no regular file.
    others: BTreeSet<PathBuf>,
    asked: usize,
    fault: Option<Fault>,
}

#[derive(Debug, Clone, Default)]
struct File {
    bytes: Vec<u8>,
    synced: bool,
    permissions: u32,
}

impl MemoryDisk {
    /// Adds a regular file.
    pub fn add(&self, path: &str, text: &str, permissions: u32) {
        let file = File { bytes: text.into(), synced: true, permissions };
        self.0.borrow_mut().files.insert(path.into(), file);
    }

    /// Adds a pipe or device.
    pub fn add_other(&self, path: &str) {
        self.0.borrow_mut().others.insert(path.into());
        self.add(path, "", 0);
    }

    /// Says which operation fails.
    pub fn fail(&self, fault: Fault) {
        self.0.borrow_mut().fault = Some(fault);
    }

    /// Returns what is left of a file once all has ended.
    pub fn text(&self, path: &str) -> Option<String> {
        let state = self.0.borrow();
        let file = state.files.get(Path::new(path))?;
        let lost = matches!(state.fault, Some(Fault::From(_))) && !file.synced;
        let bytes = if lost { Vec::new() } else { file.bytes.clone() };
        Some(String::from_utf8(bytes).unwrap())
    }

    pub fn permissions(&self, path: &str) -> Option<u32> {
        self.0.borrow().files.get(Path::new(path)).map(|file| file.permissions)
    }

    /// Returns the paths of all files.
    pub fn paths(&self) -> Vec<String> {
        self.0.borrow().files.keys().map(|path| path.to_str().unwrap().to_owned()).collect()
    }

    /// Returns how many operations were asked for.
    pub fn asked(&self) -> usize {
        self.0.borrow().asked
    }

    fn ask(&self) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.asked += 1;
        let fails = match state.fault {
            Some(Fault::At(at)) => state.asked == at,
            Some(Fault::From(from)) => state.asked >= from,
            None => false,
        };
        if fails { Err(io::Error::other("the disk failed")) } else { Ok(()) }
    }
}

struct Handle {
    disk: MemoryDisk,
    path: PathBuf,
}

impl Write for Handle {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let asked = self.disk.ask();
        let mut state = self.disk.0.borrow_mut();
        let file = state.files.get_mut(&self.path).ok_or(io::ErrorKind::NotFound)?;
        // A write that fails may have written something, and one that does not, not everything.
        let written = if asked.is_err() { bytes.len() / 2 } else { bytes.len().min(100) };
        file.bytes.extend(&bytes[..written]);
        file.synced = false;
        asked.map(|()| written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Writing for Handle {
    fn sync(&mut self) -> io::Result<()> {
        self.disk.ask()?;
        let mut state = self.disk.0.borrow_mut();
        state.files.get_mut(&self.path).ok_or(io::ErrorKind::NotFound)?.synced = true;
        Ok(())
    }
}

impl Operations for MemoryDisk {
    fn look(&self, path: &Path) -> io::Result<Standing> {
        self.ask()?;
        let state = self.0.borrow();
        let plain: PathBuf = path.components().filter(|part| part.as_os_str() != ".").collect();
        Ok(if state.others.contains(&plain) {
            Standing::Other
        } else if state.files.contains_key(&plain) {
            Standing::File(plain)
        } else {
            Standing::Nothing(plain)
        })
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        self.ask()?;
        let mut state = self.0.borrow_mut();
        if state.files.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.files.insert(path.into(), File { permissions: 0o644, ..File::default() });
        Ok(Box::new(Handle { disk: self.clone(), path: path.into() }))
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask()?;
        let mut state = self.0.borrow_mut();
        let permissions = state.files.get(from).ok_or(io::ErrorKind::NotFound)?.permissions;
        state.files.get_mut(to).ok_or(io::ErrorKind::NotFound)?.permissions = permissions;
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask()?;
        let mut state = self.0.borrow_mut();
        let file = state.files.remove(from).ok_or(io::ErrorKind::NotFound)?;
        state.files.insert(to.into(), file);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.ask()?;
        self.0.borrow_mut().files.remove(path).map(drop).ok_or(io::ErrorKind::NotFound.into())
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        self.ask()?;
        Ok(Box::new(Handle { disk: self.clone(), path: path.into() }))
    }

    fn append(&self, path: &Path) -> io::Result<(u64, Box<dyn Writing>)> {
        self.ask()?;
        let length = self.0.borrow_mut().files.entry(path.into()).or_default().bytes.len();
        Ok((length as u64, Box::new(Handle { disk: self.clone(), path: path.into() })))
    }
}
