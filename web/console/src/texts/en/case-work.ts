/** Classification, steps and responsible people of a ticket, in English. */
export const caseWork = {
  caseWork: {
    classification: 'Classification',
    proposed: 'Proposed by the assistant, to be confirmed',
    confirmed: 'Classification confirmed',
    choose: 'Choose one',
    confirm: 'Confirm the classification',
    steps: 'Steps and who is responsible',
    nobody: 'nobody yet',
    notListed: 'Nobody has the post for this service; those who document are told.',
    done: 'Handed in',
    missing: 'Missing',
    handIn: 'Hand in',
    brings: {
      nothing: 'Notes that this step is done.',
      words: 'Hand in a text, a file or both. Only the desk sees it.',
      file: 'Hand in the file, such as a scan. Only the desk sees it.',
    },
    note: 'Text',
    file: 'File',
    attach: 'Attach a file',
    saveField: 'Save',
  },
};
