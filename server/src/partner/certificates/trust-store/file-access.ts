import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '../../../platform/graphql/context.ts'

/** Who asks for a file, by cookie or API token. A link cannot set our header; a download changes nothing. */
export type FileCaller = (request: FastifyRequest) => Promise<Principal | null>

/** The caller when one of the permissions is held; null when the answer has been given: sign in, or you may not. */
export async function admitToFile(
  request: FastifyRequest,
  reply: FastifyReply,
  principal: FileCaller,
  permissions: readonly string[],
): Promise<Principal | null> {
  const caller = await principal(request)
  if (caller && permissions.some(permission => caller.permissions.has(permission))) return caller
  await refuseFile(request, reply, caller ? 'FORBIDDEN' : 'UNAUTHENTICATED')
  return null
}

const statuses = { UNAUTHENTICATED: 401, FORBIDDEN: 403, PARTNER_INACTIVE: 403, NOT_FOUND: 404, EXPIRED: 410 } as const

/** Why there is no file, as JSON with a reference. */
export const refuseFile = (request: FastifyRequest, reply: FastifyReply, code: keyof typeof statuses) =>
  reply.status(statuses[code]).send({ code, reference: request.id })
