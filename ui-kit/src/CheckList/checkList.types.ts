export interface CheckItem {
  key: string
  label: string
  outcome: 'passed' | 'failed' | 'notRun'
  detail?: string
}
