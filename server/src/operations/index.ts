import type { Audit } from '../audit/index.ts'
import type { Scheduler } from '../platform/jobs/scheduler.ts'
import { JobResolver, JobRunResolver } from './job.resolver.ts'
import { JobService } from './job.service.ts'
import type { OperationsPeople } from './people.port.ts'

/** The feature's resolvers with what they need. */
export const operationsResolvers = (deps: { jobs: Scheduler; audit: Audit; people: OperationsPeople }): object[] => {
  const edge = { jobs: deps.jobs, people: deps.people, service: new JobService(deps) }
  return [new JobResolver(edge), new JobRunResolver(edge)]
}
