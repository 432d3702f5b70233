#pragma once
// Plots are drawn by the Python scripts that are installed with the program.

#include <filesystem>
#include <string>
#include <vector>

namespace nereus {

/// A folder for files between the program and a script, removed with everything in it at the end.
class ScratchFolder {
 public:
  /// \throws FileError if no folder can be made where temporary files go ($TMPDIR)
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

/// Runs one of the scripts of validation/plots with /usr/bin/python3 (Debian's: other copies of Python do not
/// have its h5py and matplotlib) and waits for it. No shell is involved: arguments may hold any character.
/// \param script  file name, "plot_meanfield.py"; looked for in the installed data, relative to the program
/// \throws FileError if the script or Python is missing, or the script fails: with the last line it wrote
void run_plot_script(const std::string& script, const std::vector<std::string>& arguments);

}  // namespace nereus
