import { useQuery } from '@portico/web-core'
import { computed } from 'vue'
import { ProfileDocument } from '../gql/graphql.ts'

/** What is known of the one who is signed in; fresh, because a link in a mail may have changed it meanwhile. */
export function useProfile() {
  const query = useQuery(ProfileDocument)
  return { query, profile: computed(() => query.data.value?.viewer ?? null) }
}
