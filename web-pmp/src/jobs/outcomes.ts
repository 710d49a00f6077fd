import { CircleCheck, CircleHelp, CircleX, LoaderCircle, RotateCw } from '@lucide/vue'
import type { Icon, Meaning } from '@portico/ui-kit'
import type { JobOutcome } from '../gql/graphql.ts'

/** How each end of a run looks: the same wherever it appears. */
export const OUTCOME: Record<JobOutcome, { meaning: Meaning; icon: Icon }> = {
  DONE: { meaning: 'positive', icon: CircleCheck },
  RUNNING: { meaning: 'info', icon: LoaderCircle },
  FAILED: { meaning: 'caution', icon: RotateCw },
  LOST: { meaning: 'caution', icon: CircleHelp },
  DEAD: { meaning: 'negative', icon: CircleX },
}
