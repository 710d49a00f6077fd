/** Something the set-up knows how to explain: its message is all a person needs, so no stack is shown. */
export function failure(message) {
  return Object.assign(new Error(message), { expected: true })
}
