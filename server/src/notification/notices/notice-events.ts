/** A run wrote notices and has committed them; nobody sees them before they are published. `{ runId }`. */
export const noticesIssuedTopic = 'notices-issued'

export interface NoticesIssued {
  runId: string
}

/** Something changed in the feeds of these people: a doorbell, without what it is. `{ recipientIds }`. */
export const noticeFeedTopic = 'notice-feed'

export interface NoticeFeedRing {
  recipientIds: readonly string[]
}
