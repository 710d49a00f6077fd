import type { MailTexts } from './texts.ts'

export const french: MailTexts = {
  confirmRegistration: {
    title: 'Confirmez votre inscription',
    lead: 'Quelqu’un, sans doute vous, a demandé à s’inscrire sur Portico avec cette adresse e-mail.\n\nConfirmez-la dans les 48 heures ; vous pourrez ensuite vous connecter. Si ce n’était pas vous, ne faites rien : sans confirmation, aucun compte n’est créé.',
    button: 'Confirmer l’inscription',
    username: 'Nom d’utilisateur et identifiant de partenaire',
    organisation: 'Organisation',
    why: 'Vous recevez ce message parce que cette adresse a été saisie dans le formulaire d’inscription de Portico.',
  },
  alreadyRegistered: {
    title: 'Vous avez déjà un compte',
    lead: 'Quelqu’un, peut-être vous, a demandé à s’inscrire sur Portico avec cette adresse e-mail. Elle a déjà un compte : rien n’a changé.\n\nSi c’était vous, connectez-vous comme d’habitude. Si vous ne vous souvenez plus de votre mot de passe, choisissez-en un nouveau. Si ce n’était pas vous, vous n’avez rien à faire.',
    button: 'Choisir un nouveau mot de passe',
    signInLabel: 'Se connecter',
    why: 'Vous recevez ce message parce que cette adresse a été saisie dans le formulaire d’inscription de Portico.',
  },
  resetPassword: {
    title: 'Choisissez un nouveau mot de passe',
    lead: 'Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte Portico.\n\nLe lien sert une seule fois, pendant une heure. Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.',
    button: 'Choisir un nouveau mot de passe',
    why: 'Vous recevez ce message parce que quelqu’un a déclaré avoir oublié le mot de passe de votre compte.',
  },
  passwordChanged: {
    title: 'Votre mot de passe a changé',
    lead: 'Le mot de passe de votre compte Portico a été changé. Toutes les personnes connectées avec l’ancien ont été déconnectées.\n\nSi c’était vous, tout va bien. Sinon, choisissez tout de suite un nouveau mot de passe et prévenez votre administrateur.',
    button: 'Ce n’était pas moi : choisir un nouveau mot de passe',
    when: 'Changé le',
    why: 'Vous recevez ce message parce qu’il concerne la sécurité de votre compte.',
  },
  confirmEmailChange: {
    title: 'Confirmez votre nouvelle adresse e-mail',
    lead: 'Quelqu’un, sans doute vous, souhaite utiliser cette adresse pour son compte Portico.\n\nConfirmez-la dans les 24 heures. D’ici là, l’ancienne adresse reste valable. Si ce n’était pas vous, ne faites rien.',
    button: 'Confirmer l’adresse',
    why: 'Vous recevez ce message parce que cette adresse a été saisie dans un profil sur Portico.',
  },
  emailTaken: {
    title: 'Cette adresse a déjà un compte',
    lead: 'Quelqu’un a voulu utiliser cette adresse e-mail pour un autre compte Portico. Elle appartient à votre compte : rien n’a changé.\n\nVous n’avez rien à faire.',
    button: 'Se connecter',
    why: 'Vous recevez ce message parce que cette adresse a été saisie dans un profil sur Portico.',
  },
  emailChanging: {
    title: 'Votre adresse e-mail va changer',
    lead: 'Votre compte Portico doit recevoir une nouvelle adresse e-mail. Elle comptera dès qu’elle aura été confirmée depuis cette adresse.\n\nSi ce n’était pas vous, choisissez tout de suite un nouveau mot de passe : cela arrête le changement.',
    button: 'Ce n’était pas moi : choisir un nouveau mot de passe',
    newAddress: 'Nouvelle adresse',
    why: 'Vous recevez ce message parce qu’il concerne la sécurité de votre compte.',
  },
}
