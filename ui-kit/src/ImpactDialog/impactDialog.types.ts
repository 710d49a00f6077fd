/** One thing that stops: how many of it, what happens, and which. */
export interface ImpactItem {
  key: string
  count: string | number
  text: string
  detail?: string
}
