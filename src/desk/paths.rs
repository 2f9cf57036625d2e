//! Paths as people see them: from the current folder, with slashes.

use std::path::{Component, Path, PathBuf};

/// Makes a path absolute, without `.` and `..`.
pub fn absolute(current: &Path, path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in current.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    whole
}

/// Returns an absolute path as it is shown: from the current folder, with slashes.
pub fn shown(current: &Path, path: &Path) -> String {
    let common = (current.components().zip(path.components()))
        .take_while(|(one, other)| one == other)
        .count();
    let up = current.components().count() - common;
    // What shares nothing but the root of the disk is named from there.
    if common <= 1 && up > 0 {
        return path.to_string_lossy().replace('\\', "/");
    }
    let rest = path.components().skip(common);
    let mut parts = vec!["..".to_owned(); up];
    parts.extend(rest.map(|part| part.as_os_str().to_string_lossy().into_owned()));
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_current_folder() {
        let current = Path::new("/home/a/project");
        let show = |path: &str| shown(current, &absolute(current, Path::new(path)));
        assert_eq!(show("tmx/../tmx/./a.tmx"), "tmx/a.tmx");
        assert_eq!(show("../other/a.tmx"), "../other/a.tmx");
        assert_eq!(show("/home/a/project"), "");
        assert_eq!(show("/srv/a.tmx"), "/srv/a.tmx");
    }
}
