//! Whether a folder lies on another computer, whose changes the kernel does not tell us.

use std::path::Path;

/// Whether changes in this (canonical) folder may be made without the kernel's noticing.
#[cfg(target_os = "linux")]
pub(super) fn is_remote(dir: &Path) -> bool {
    std::fs::read_to_string("/proc/self/mountinfo").is_ok_and(|mounts| remote_in(&mounts, dir))
}

/// Whether changes in this folder may be made without the kernel's noticing; not known here.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_remote(_dir: &Path) -> bool {
    false
}

#[cfg(any(target_os = "linux", test))]
fn remote_in(mounts: &str, dir: &Path) -> bool {
    let mut nearest = (0, "");
    for mount in mounts.lines() {
        let Some((place, source)) = mount.split_once(" - ") else {
            continue;
        };
        let point = place.split(' ').nth(4).unwrap_or("/").replace("\\040", " ");
        let system = source.split(' ').next().unwrap_or_default();
        // a later mount hides an earlier one at the same place
        if dir.starts_with(&point) && point.len() >= nearest.0 {
            nearest = (point.len(), system);
        }
    }
    let system = nearest.1;
    system.starts_with("nfs")
        || system.starts_with("fuse.")
        || matches!(
            system,
            "cifs"
                | "smb3"
                | "smbfs"
                | "9p"
                | "ceph"
                | "afs"
                | "virtiofs"
                | "vboxsf"
                | "vmhgfs"
                | "prl_fs"
                | "lustre"
                | "gpfs"
                | "beegfs"
                | "ocfs2"
                | "gfs2"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_decides_whether_a_folder_is_remote() {
        let mounts = "\
22 27 0:21 / / rw,relatime shared:1 - ext4 /dev/vda rw
23 22 0:22 / /mnt/team\\040drive rw - cifs //server/team rw
24 22 0:23 / /mnt/nfs rw - nfs4 server:/export rw
25 24 0:24 / /mnt/nfs/local rw - tmpfs tmpfs rw
";
        let cases = [
            ("/home/a", false),
            ("/mnt/team drive/projects", true),
            ("/mnt/team", false),
            ("/mnt/nfs", true),
            ("/mnt/nfs/deep/down", true),
            ("/mnt/nfs/local/projects", false),
        ];
        for (dir, wanted) in cases {
            assert_eq!(remote_in(mounts, Path::new(dir)), wanted, "{dir}");
        }
        assert!(!remote_in("nonsense", Path::new("/")));
    }
}
