import { createPasswords } from './passwords.ts'
import { Users, type UsersDeps } from './users.service.ts'

/** People of the built-in provider alone, for a command that makes one and serves nobody. */
export const createUsers = async (deps: Omit<UsersDeps, 'passwords'>): Promise<Users> =>
  new Users({ ...deps, passwords: await createPasswords() })
