import { expect } from 'chai'
import { organisationOf, personOf, rolesAt } from './claims.ts'
import { readAttributes } from './federated-partner.ts'

const types = {
  Auth_Partner: { role: 'AUTH_PARTNER', selfRegistered: true },
  Device_Provider: { role: 'DEVICE_PROVIDER', selfRegistered: true },
  Partner_Admin: { role: 'PARTNER_ADMIN', selfRegistered: false },
}
const claims = {
  preferred_username: 'ines',
  given_name: 'Inès',
  family_name: 'Moreau',
  email: 'ines@example.org',
  phoneNumber: '+212 522 000 000',
  locale: 'fr-MA',
  organizationName: 'Moreau et fils',
  address: '12, rue des Oliviers',
  partnerType: 'Auth_Partner',
  realm_access: { roles: ['AUTH_PARTNER', 'offline_access'] },
}
const read = (more: object = {}) => {
  const all = { ...claims, ...more }
  return readAttributes(personOf('https://idp', 's', all, 'realm_access.roles'), organisationOf(all), types)
}

describe('what another provider says of a person', () => {
  it('is read by the standard’s names and by those of MOSIP’s realm', () => {
    expect(personOf('https://idp', 's', claims, 'realm_access.roles')).to.deep.include({
      username: 'ines',
      phone: '+212 522 000 000',
      language: 'fr',
      roles: ['AUTH_PARTNER', 'offline_access'],
    })
    expect(organisationOf({ address: { formatted: '12, rue des Oliviers' } }).address).to.equal('12, rue des Oliviers')
    expect(personOf('https://idp', 's', { locale: 'de', email: 'x@y.z' }, '').language).to.equal(null)
  })

  it('names roles at any path, and none where something else stands there', () => {
    expect(rolesAt({ resource_access: { portico: { roles: ['A'] } } }, 'resource_access.portico.roles')).to.deep.equal([
      'A',
    ])
    const address = 'https://portico.example/roles'
    expect(rolesAt({ [address]: ['A'] }, address)).to.deep.equal(['A'])
    expect(rolesAt({ groups: ['A', 7, null] }, 'groups')).to.deep.equal(['A'])
    for (const odd of [{}, { roles: 'A' }, { roles: { 0: 'A' } }])
      expect(rolesAt(odd, 'roles'), JSON.stringify(odd)).to.deep.equal([])
    expect(rolesAt({}, 'constructor.name')).to.deep.equal([])
  })

  it('makes a partner where it is complete', () => {
    expect(read().partner).to.deep.equal({
      code: 'ines',
      organisationName: 'Moreau et fils',
      type: 'Auth_Partner',
      email: 'ines@example.org',
      phone: '+212 522 000 000',
      address: '12, rue des Oliviers',
      language: 'fr',
    })
  })

  it('makes none where something is missing or breaks the rules of registration (W-27)', () => {
    for (const more of [
      { organizationName: '' },
      { address: undefined },
      { phoneNumber: 'none' },
      { email: undefined },
      { preferred_username: 'ines moreau' },
      { given_name: undefined },
      { organizationName: '<b>Moreau</b>' },
    ])
      expect(read(more).partner, JSON.stringify(more)).to.equal(null)
  })

  it('means the type by its code, its role, or the one role held, and never one whose role is not held', () => {
    expect(read({ partnerType: 'AUTH_PARTNER' }).partner?.type).to.equal('Auth_Partner')
    expect(read({ partnerType: undefined }).partner?.type).to.equal('Auth_Partner')
    expect(read({ partnerType: 'Device_Provider' }).partner).to.equal(null)
    const both = { realm_access: { roles: ['AUTH_PARTNER', 'DEVICE_PROVIDER'] } }
    expect(read({ ...both, partnerType: undefined }).partner).to.equal(null)
    expect(read({ ...both, partnerType: 'device_provider' }).partner?.type).to.equal('Device_Provider')
  })

  it('makes nobody administrator', () => {
    const admin = { realm_access: { roles: ['PARTNER_ADMIN'] } }
    for (const partnerType of ['Partner_Admin', 'PARTNER_ADMIN', undefined])
      expect(read({ ...admin, partnerType }).partner).to.equal(null)
  })

  it('tells contact data one by one: what holds counts, what does not is left as it was', () => {
    expect(read({ phoneNumber: 'none', address: undefined, locale: undefined }).contact).to.deep.equal({
      email: 'ines@example.org',
    })
  })
})
