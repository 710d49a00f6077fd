import type { PageTexts } from './texts.ts'

export const french: PageTexts = {
  product: 'Portico',
  area: 'Gestion des partenaires',
  skip: 'Aller au contenu',
  languages: 'Langue',
  signIn: {
    title: 'Se connecter',
    lede: 'Pour les partenaires de l’écosystème d’identité et les personnes qui l’administrent.',
    login: 'Adresse e-mail ou nom d’utilisateur',
    password: 'Mot de passe',
    show: 'Afficher',
    hide: 'Masquer',
    button: 'Se connecter',
    asideTitle: 'Avant de vous connecter',
    neverAsk: 'Nous ne demandons jamais votre mot de passe par e-mail ni par téléphone.',
    endsByItself: minutes =>
      `Après ${minutes} sans activité, nous vous déconnectons pour que personne ne continue à votre place.`,
    problems: 'La connexion n’a pas abouti',
    loginMissing: 'Il manque votre adresse e-mail ou votre nom d’utilisateur. Saisissez l’un des deux.',
    passwordMissing: 'Il manque votre mot de passe. Saisissez-le.',
    mismatch: 'Ce nom et ce mot de passe ne vont pas ensemble. Vérifiez les deux et réessayez.',
    wait: time => `Il y a eu trop d’essais. Attendez ${time}, puis réessayez.`,
    busy: 'Beaucoup de personnes se connectent en ce moment. Réessayez dans un instant.',
  },
  signOut: {
    title: 'Se déconnecter ?',
    text: 'Votre session Portico prendra fin dans ce navigateur.',
    yes: 'Se déconnecter',
    no: 'Garder ma session',
  },
  signedOut: {
    title: 'Votre session est terminée',
    text: 'Sur un ordinateur que d’autres utilisent aussi, fermez également le navigateur.',
    again: 'Se reconnecter',
  },
  stale: {
    title: 'Cette page ne sert plus',
    text: 'Elle est restée ouverte trop longtemps, ou la connexion s’est terminée dans une autre fenêtre. Rien n’est perdu : recommencez.',
    again: 'Recommencer',
  },
  crowded: {
    title: 'Trop de connexions depuis votre réseau',
    text: 'Un très grand nombre de connexions ont commencé depuis votre réseau. Attendez une minute, puis réessayez.',
    again: 'Réessayer',
  },
  unreachable: {
    title: 'La connexion ne fonctionne pas pour le moment',
    text: 'Le service de connexion ne répond pas. Votre compte n’est pas touché. Réessayez dans quelques minutes.',
    again: 'Réessayer',
  },
  inactive: {
    title: 'Votre compte est désactivé',
    text: 'Un administrateur l’a désactivé. Demandez-lui de le réactiver.',
    again: 'Utiliser un autre compte',
  },
  cancelled: { title: 'La connexion n’a pas eu lieu', text: 'Elle a été annulée.', again: 'Se connecter' },
  failed: {
    title: 'Un problème est survenu de notre côté',
    text: 'La connexion n’a pas eu lieu. Réessayez ; si cela se reproduit, donnez à votre administrateur la référence ci-dessous.',
    again: 'Réessayer',
  },
  reference: 'Référence',
  errorPrefix: 'Erreur :',
}
