/** Words that belong to the components themselves. Everything else comes by props and slots. */
export interface KitTexts {
  skipToPage: string
  mainNavigation: string
  menu: string
  close: string
  account: (who: string) => string
  optional: string
  /** Read out before an error text. */
  error: string
  showPassword: string
  hidePassword: string
  actions: string
  loading: string
  filter: string
  apply: string
  filterAndSort: string
  filteredBy: string
  /** Read out after a filter chip's words. */
  removeFilter: string
  clearAll: string
  pages: string
  first: string
  previous: string
  next: string
  rowsPerPage: string
  chooseFile: string
  chooseFiles: string
  orDropHere: string
  orDropThemHere: string
  chosenFiles: string
  removeFile: (name: string) => string
  fileSize: (bytes: number) => string
  /** Opens the list of a combobox. */
  showChoices: string
  /** How many choices a search found, said without a plural. */
  choices: (count: number) => string
  nothingMatches: string
  messages: string
  dismiss: string
  /** Of a notice nobody has seen yet. */
  fresh: string
  dismissNotice: string
  undo: string
  stepDone: string
  tryAgain: string
  /** Comes before the code: "If it happens again, send us the code". */
  sendUsTheCode: string
  passed: string
  failed: string
  notRun: string
}

/** Whole kilobytes, but never 0 for a file that has something in it. */
export const kilobytes = (bytes: number): number => Math.ceil(bytes / 1024)

export const englishTexts: KitTexts = {
  skipToPage: 'Skip to the page',
  mainNavigation: 'Main',
  menu: 'Menu',
  close: 'Close',
  account: who => `Account: ${who}`,
  optional: '(optional)',
  error: 'Error:',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  actions: 'Actions',
  loading: 'Loading',
  filter: 'Filter',
  apply: 'Apply',
  filterAndSort: 'Filter and sort',
  filteredBy: 'Filtered by',
  removeFilter: '– remove',
  clearAll: 'Clear all',
  pages: 'Pages',
  first: 'First',
  previous: 'Previous',
  next: 'Next',
  rowsPerPage: 'Rows',
  chooseFile: 'Choose a file',
  chooseFiles: 'Choose files',
  orDropHere: 'or drop it here',
  orDropThemHere: 'or drop them here',
  chosenFiles: 'Chosen files',
  removeFile: name => `Remove ${name}`,
  fileSize: bytes => `${kilobytes(bytes)} kB`,
  showChoices: 'Show the choices',
  choices: n => `Choices: ${n}`,
  nothingMatches: 'Nothing matches',
  messages: 'Messages',
  dismiss: 'Dismiss',
  fresh: '(new)',
  dismissNotice: 'Dismiss',
  undo: 'Undo',
  stepDone: 'done',
  tryAgain: 'Try again',
  sendUsTheCode: 'If it happens again, send us the code',
  passed: 'Passed',
  failed: 'Failed',
  notRun: 'Could not run',
}
