import { useSession } from '@portico/web-core'
import { computed, type ComputedRef } from 'vue'
import type { ViewerQuery } from '../gql/graphql.ts'

type Viewer = NonNullable<ViewerQuery['viewer']>

/** Who is signed in, with what this portal's own viewer query asks beyond web-core's: main.ts gives that query to the session. */
export function useViewer(): ComputedRef<Viewer | null> {
  const session = useSession()
  return computed(() => session.viewer.value as Viewer | null)
}
