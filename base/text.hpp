#pragma once
// Words that were probably meant, for error messages.

#include <string>
#include <vector>

namespace nereus {

/// Number of single-letter insertions, deletions, replacements and swaps of neighbours between two words.
/// \source optimal string alignment, Damerau, Commun. ACM 7 (1964) 171
std::size_t edit_distance(const std::string& a, const std::string& b);

/// The candidate most similar to `word`, or "" if none is close (at most a third of its letters differ).
std::string closest_word(const std::string& word, const std::vector<std::string>& candidates);

/// "; did you mean 'x'?" for the closest candidate, or "" if none is close.
std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates);

/// Words as "a, b, c".
std::string join(const std::vector<std::string>& words, const std::string& separator = ", ");

}  // namespace nereus
