import type { LinkTexts } from './texts.ts'

export const french: LinkTexts = {
  problems: 'Quelque chose est à corriger',
  forgotten: {
    title: 'Mot de passe oublié ?',
    text: 'Dites-nous qui vous êtes. Nous envoyons un lien à l’adresse e-mail de votre compte ; il vous permet de choisir un nouveau mot de passe.',
    button: 'M’envoyer un lien',
    login: 'Adresse e-mail ou nom d’utilisateur',
    missing: 'Il manque votre adresse e-mail ou votre nom d’utilisateur. Saisissez l’un des deux.',
    back: 'Revenir à la connexion',
  },
  sent: {
    title: 'Consultez votre messagerie',
    text: 'Si un compte porte ce nom, un message avec un lien est en route vers son adresse. Le lien sert une seule fois, pendant une heure.',
    next: [
      'Le message peut prendre quelques minutes. Regardez aussi parmi les indésirables.',
      'Pas de message ? Le compte a peut-être une autre adresse ou un autre nom. Réessayez, ou inscrivez votre organisation.',
    ],
    again: 'Réessayer',
  },
  reset: {
    title: 'Choisissez un nouveau mot de passe',
    text: 'Toutes les personnes connectées avec l’ancien seront alors déconnectées.',
    button: 'Enregistrer le nouveau mot de passe',
    password: 'Nouveau mot de passe',
    hint: 'Au moins 12 caractères. Plusieurs mots sans rapport entre eux conviennent bien.',
    passwordAgain: 'Nouveau mot de passe, encore une fois',
    faults: {
      MISSING: 'Il manque le nouveau mot de passe. Choisissez-en un.',
      PASSWORD_TOO_SHORT: 'Le mot de passe a moins de 12 caractères. Allongez-le, par exemple d’un mot.',
      INPUT_TOO_LONG: 'Le mot de passe dépasse 256 caractères. Choisissez-en un plus court.',
      PASSWORD_GUESSABLE: 'Ce mot de passe est facile à deviner. Choisissez plusieurs mots sans rapport entre eux.',
      DIFFERENT: 'Les deux mots de passe diffèrent. Saisissez deux fois le même.',
    },
  },
  changed: {
    title: 'Votre mot de passe a changé',
    text: 'Connectez-vous avec le nouveau.',
    button: 'Se connecter',
  },
  staleReset: {
    title: 'Ce lien ne sert plus',
    text: 'Il a déjà servi, un lien plus récent l’a remplacé ou il a plus d’une heure. Votre mot de passe n’a pas changé. Demandez un nouveau lien.',
    button: 'Demander un nouveau lien',
  },
  confirmEmail: {
    title: 'Confirmez votre nouvelle adresse e-mail',
    text: 'Votre compte aura ensuite cette adresse : elle recevra nos messages et servira à vous connecter.',
    button: 'Confirmer l’adresse',
    address: 'Nouvelle adresse',
  },
  emailChanged: {
    title: 'Votre adresse e-mail a changé',
    text: 'Nos messages iront désormais à la nouvelle adresse, qui sert aussi à vous connecter.',
    button: 'Aller au portail',
  },
  staleEmail: {
    title: 'Ce lien ne sert plus',
    text: 'Il a déjà servi, un lien plus récent l’a remplacé ou il a plus de 24 heures. Votre profil indique l’adresse qui compte ; au besoin, demandez de nouveau le changement.',
    button: 'Ouvrir le profil',
  },
}
