import { expect } from 'chai'
import { everybodys, permissions, permissionsOf, type Permission, type Role } from './permissions.ts'

/** partner-management §1.3, row by row; the letters are that document's (§0, Notation). */
const letters: Record<string, Role> = {
  A: 'PARTNER_ADMIN',
  PM: 'POLICYMANAGER',
  AU: 'AUTH_PARTNER',
  CR: 'CREDENTIAL_PARTNER',
  OV: 'ONLINE_VERIFICATION_PARTNER',
  AB: 'ABIS_PARTNER',
  MA: 'MANUAL_ADJUDICATION',
  SD: 'SDK_PARTNER',
  MI: 'MISP_PARTNER',
  DP: 'DEVICE_PROVIDER',
  FT: 'FTM_PROVIDER',
  PR: 'PRINT_PARTNER',
  BI: 'BINDING_PARTNER',
}

const all = 'A PM AU CR OV AB MA SD MI DP FT PR BI'

const matrix: Record<Permission, string> = {
  'account.read': all,
  'account.write': all,
  'dashboard.read': all,
  'notice.read': all,
  'notice.write': all,
  'job.read': 'A',
  'job.run': 'A',
  'audit.read': 'A',
  'trust.read': 'A',
  'trust.write': 'A',
  'partner.read': 'A',
  'partner.write': 'A',
  'policy.read': 'A PM',
  'policy.write': 'A PM',
  'policy-request.read': 'A AU AB SD CR OV',
  'policy-request.write': 'AU AB CR OV',
  'policy-request.decide': 'A',
  'api-key.read': 'A AU',
  'api-key.write': 'AU AB CR OV',
  'api-key.status': 'A AU CR OV',
  'oidc-client.read': 'A AU',
  'oidc-client.write': 'AU',
  'sbi.read': 'A DP',
  'sbi.write': 'DP',
  'sbi.decide': 'A',
  'ftm-chip.read': 'A FT',
  'ftm-chip.write': 'FT',
  'ftm-chip.decide': 'A',
  'certificate.read': 'A AU CR OV AB MA SD MI DP FT PR BI',
  'certificate.write': 'AU CR OV AB MA SD MI DP FT PR BI',
}

describe('permissions', () => {
  for (const [letter, role] of Object.entries(letters))
    it(`gives ${role} what the table says, no more and no less`, () => {
      const expected = Object.entries(matrix).filter(([, roles]) => roles.split(' ').includes(letter))
      expect([...permissionsOf([role])].sort()).to.deep.equal(expected.map(([permission]) => permission).sort())
    })

  it('knows exactly the roles of the table', () => {
    expect(Object.keys(permissions).sort()).to.deep.equal(Object.values(letters).sort())
  })

  it('adds up several roles', () => {
    expect([...permissionsOf(['POLICYMANAGER', 'SDK_PARTNER'])]).to.include.members([
      'policy.write',
      'certificate.write',
    ])
  })

  it('gives what is everybody’s and no more for a name that is no role of ours', () => {
    for (const name of ['partner_admin', 'offline_access', 'toString', '__proto__', ''])
      expect([...permissionsOf([name])]).to.deep.equal(everybodys)
  })
})
