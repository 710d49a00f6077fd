/** One column of a list. The list itself is filtered and ordered by the server. */
export interface DataColumn {
  key: string
  label: string
  sortable?: boolean
  /** Direction of the first click on its header; default ascending. */
  firstDirection?: 'ascending' | 'descending'
  /** Goes below 1360 px. */
  minor?: boolean
  numeric?: boolean
  nowrap?: boolean
  /**
   * Its place in a stacked row: title, then the lead and inline ones side by side without labels, then blocks.
   * The first column is the title, minor ones are hidden, others are blocks.
   */
  phone?: 'title' | 'lead' | 'inline' | 'block' | 'hidden'
  /** In a stacked row the label stands before the value unless the value speaks for itself. */
  hideLabelOnPhone?: boolean
}

export interface DataOrder {
  key: string
  direction: 'ascending' | 'descending'
}
