/**
 * How people name a missing solution instead of a problem. The group then sees one answer only: “lack of a treatment
 * plant” where “wastewater flows into the river untreated” would leave the ways open.
 */
const lacks = [
  /(?<![\p{L}\p{M}])(?:lack(?:s|ing)?\s+(?:of|in)|lacks|absence\s+of)(?![\p{L}\p{M}])/iu,
  /(?<![\p{L}\p{M}])(?:mancanz[ae]|assenz[ae])\s+(?:di|de[li]|dello|della|degli|delle)(?![\p{L}\p{M}])/iu,
  // Before a vowel the preposition is one with its apostrophe.
  /(?<![\p{L}\p{M}])(?:mancanz[ae]|assenz[ae])\s+d(?:ell)?[’'](?=\p{L})/iu,
  // Albanian, also as it is typed without the ë.
  /(?<![\p{L}\p{M}])munges(?:[ëea]|at|[ëe]n)\s+(?:e|[tsn][ëe])(?![\p{L}\p{M}])/iu,
]

/** The words by which a card hides a solution in a problem, as they stand in it; null of any other card. */
export function lackHint(text: string): string | null {
  const whole = text.normalize('NFC')
  for (const pattern of lacks) {
    const found = pattern.exec(whole)
    if (found) return found[0]
  }
  return null
}

/** A card says one thing, in at most so many words. */
export const mostWords = 12

/** How many words a card has where they are too many; else null. */
export function tooLong(text: string): number | null {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  return words.length > mostWords ? words.length : null
}
