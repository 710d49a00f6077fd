import { counted } from '../../../platform/i18n/counted.ts'
import type { CertificateNames, NoticeWords } from './words.ts'

const owner = ({ organisation, partner }: CertificateNames) => `${organisation} (${partner})`
const list = (items: readonly string[]) => new Intl.ListFormat('fr').format(items)

const left = (days: number) => (days === 0 ? 'aujourd’hui' : days === 1 ? 'demain' : `dans ${days} jours`)

export const fr: NoticeWords = {
  hello: name => (name ? `Bonjour ${name},` : 'Bonjour,'),
  left,
  kinds: {
    ROOT_CERTIFICATE: {
      name: 'Certificat racine',
      title: ({ issuedTo }, { day, last }) =>
        last
          ? `Le certificat racine ${issuedTo} expire aujourd’hui, le ${day}`
          : `Remplacez le certificat racine ${issuedTo} avant le ${day}`,
      lead: ({ issuedTo, code }, { left }) =>
        `Le certificat racine ${issuedTo} (${code}) du magasin de confiance expire ${left}.\n\nEnsuite, plus rien de ce qui y remonte n’est accepté : ni les intermédiaires placés sous lui, ni les certificats de partenaires qui n’ont pas d’autre chemin vers une racine.`,
      button: 'Ouvrir le certificat racine',
      steps: ({ issuedTo }) => [
        `Obtenez le successeur de ${issuedTo} auprès de l’autorité qui le gère.`,
        'Déposez-le dans le magasin de confiance avant l’expiration de l’ancien.',
        'Prévenez les partenaires dont les certificats remontent à l’ancien qu’il leur en faut de nouveaux.',
      ],
    },
    INTERMEDIATE_CERTIFICATE: {
      name: 'Certificat intermédiaire',
      title: ({ issuedTo }, { day, last }) =>
        last
          ? `Le certificat intermédiaire ${issuedTo} expire aujourd’hui, le ${day}`
          : `Remplacez le certificat intermédiaire ${issuedTo} avant le ${day}`,
      lead: ({ issuedTo, code }, { left }) =>
        `Le certificat intermédiaire ${issuedTo} (${code}) du magasin de confiance expire ${left}.\n\nEnsuite, les certificats de partenaires qui n’atteignent une racine qu’à travers lui ne sont plus acceptés.`,
      button: 'Ouvrir le certificat intermédiaire',
      steps: ({ issuedTo, issuedBy }) => [
        `Obtenez le successeur de ${issuedTo} auprès de son émetteur, ${issuedBy}.`,
        'Déposez-le dans le magasin de confiance avant l’expiration de l’ancien.',
        'Prévenez les partenaires dont il a délivré les certificats qu’il leur en faut de nouveaux.',
      ],
    },
    PARTNER_CERTIFICATE: {
      name: 'Certificat original du partenaire',
      title: ({ partner }, { day, last }) =>
        last
          ? `Le certificat de ${partner} expire aujourd’hui, le ${day}`
          : `Remplacez le certificat de ${partner} avant le ${day}`,
      lead: (names, { left }) =>
        `Le certificat de ${owner(names)} expire ${left}. Il s’agit de l’original, tel que vous l’avez déposé.\n\nEnsuite, ce que vous signez avec lui sera refusé.`,
      button: 'Remplacer le certificat',
      steps: ({ organisation }, life) => [
        `Obtenez un nouveau certificat auprès de votre émetteur. Il doit nommer exactement ${organisation} comme organisation et rester valable au moins ${life} jours.`,
        'Vérifiez le fichier sur la page Certificats. Rien n’est enregistré sans votre accord.',
        'Déposez-le, puis téléchargez la copie signée par la plateforme et installez-la là où vous signez.',
      ],
    },
    SIGNED_CERTIFICATE: {
      name: 'Certificat signé par la plateforme',
      title: ({ partner }, { day, last }) =>
        last
          ? `Le certificat de ${partner} signé par la plateforme expire aujourd’hui, le ${day}`
          : `Renouvelez le certificat de ${partner} signé par la plateforme avant le ${day}`,
      lead: (names, { left }) =>
        `Le certificat de ${owner(names)} signé par la plateforme expire ${left}. Il s’agit de la copie que la plateforme a signée, et non de l’original que vous avez déposé.\n\nEnsuite, ce que vous signez avec elle sera refusé.`,
      button: 'Renouveler le certificat',
      steps: () => [
        'Ouvrez la page Certificats et choisissez de remplacer le certificat.',
        'Déposez à nouveau le certificat en service, ou un plus récent. La plateforme le signe de nouveau.',
        'Téléchargez la nouvelle copie signée par la plateforme et installez-la là où vous signez.',
      ],
    },
    CERTIFICATE_UNANCHORED: {
      name: 'Certificat sans racine de confiance',
      title: ({ partner }) => `Le certificat de ${partner} ne remonte plus à une racine de confiance`,
      lead: names =>
        `Le certificat de ${owner(names)} a été vérifié de nouveau. Le magasin de confiance n’a plus de racine reconnue au-dessus de lui.\n\nIl n’est donc plus accepté. Votre partenaire n’a pas été désactivé et rien n’a été supprimé.`,
      button: 'Ouvrir les certificats',
      steps: () => [
        'Demandez à un administrateur ce qu’est devenue la racine, ou l’intermédiaire placé sous elle.',
        'Si elle ne revient pas, obtenez un certificat auprès d’un autre émetteur et déposez-le.',
      ],
    },
  },
  facts: {
    expires: 'Expire le',
    found: 'Constaté le',
    certificate: 'Certificat',
    issuedTo: 'Délivré à',
    issuedBy: 'Délivré par',
    partner: 'Partenaire',
    code: 'Identifiant',
  },
  digest: {
    expiring: (n, first) =>
      counted('fr', n, {
        one: `{n} certificat expire, le ${first}`,
        other: `{n} certificats expirent, le premier le ${first}`,
      }),
    unanchored: n =>
      counted('fr', n, {
        one: '{n} certificat ne remonte plus à une racine de confiance',
        other: '{n} certificats ne remontent plus à une racine de confiance',
      }),
    expiringLead: n =>
      counted('fr', n, {
        one: '{n} certificat dont vous avez la charge arrive bientôt à son terme.\n\nEnsuite, ce qui est signé avec lui, ou qui y remonte, est refusé.',
        other:
          '{n} certificats dont vous avez la charge arrivent bientôt à leur terme. Nous vous le disons en un seul e-mail plutôt qu’en {n}.\n\nAprès le terme de chacun, ce qui est signé avec lui, ou qui y remonte, est refusé.',
      }),
    unanchoredLead: n =>
      counted('fr', n, {
        one: '{n} certificat dont vous avez la charge n’a plus de racine reconnue au-dessus de lui dans le magasin de confiance : il n’est plus accepté. Aucun partenaire n’a été désactivé.',
        other:
          '{n} certificats dont vous avez la charge n’ont plus de racine reconnue au-dessus d’eux dans le magasin de confiance : ils ne sont plus acceptés. Aucun partenaire n’a été désactivé.',
      }),
    heading: 'Lesquels',
    steps: ['Ouvrez vos notifications : chacune mène à son certificat.', 'Commencez par le premier à expirer.'],
  },
  weekly: {
    title: (n, before) =>
      counted('fr', n, {
        one: `{n} élément de partenaires expire avant le ${before}`,
        other: `{n} éléments de partenaires expirent avant le ${before}`,
      }),
    lead: (n, from, to) =>
      `${counted('fr', n, { one: '{n} élément de partenaires expire', other: '{n} éléments de partenaires expirent' })} entre le ${from} et le ${to}.\n\nLes partenaires sont prévenus eux-mêmes. Ce résumé vous montre à qui un mot de votre part peut être utile.`,
    heading: 'Les premiers à expirer',
    button: 'Voir toute la semaine',
  },
  comma: ', ',
  more: n => counted('fr', n, { one: 'et {n} autre', other: 'et {n} autres' }),
  notices: 'Ouvrir vos notifications',
  why: {
    administrator: 'Vous recevez cet e-mail parce que vous administrez Portico.',
    partner: names => `Vous recevez cet e-mail parce que votre compte appartient à ${owner(names)}.`,
    rhythm: ({ single, dailyFrom }) => {
      const days = list(single.map(day => (day === 0 ? 'le dernier jour' : String(day))))
      if (dailyFrom === null) return `Nous écrivons ce nombre de jours avant le terme : ${days}.`
      const daily = `chaque jour à partir de ${dailyFrom} jours avant le terme, jusqu’au dernier`
      return single.length === 0
        ? `Nous écrivons ${daily}.`
        : `Nous écrivons ${days} jours avant le terme, puis ${daily}.`
    },
    weekly: 'Nous écrivons une fois par semaine, quand quelque chose expire.',
  },
}
