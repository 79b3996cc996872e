/** What is asked before a comment is changed, deleted or reported, and what is said after. It comes with the question. */
export const panel = {
  save: 'Enregistrer',
  saved: 'Votre commentaire est modifié.',
  removeQuestion: 'Supprimer définitivement votre commentaire\u202f?',
  removed: 'Votre commentaire est supprimé.',
  reportQuestion: 'Que faut-il savoir de ce commentaire\u202f? (facultatif)',
  reported: 'Merci. Votre signalement est transmis.',
  cancel: 'Annuler',
};

export type PanelWords = typeof panel;
