// Loaded before the gateway by the canary suite: a defect that quotes what a person wrote, thrown when asked for.
process.on('SIGUSR2', () => {
  const defect = new Error(`cannot read "${process.env.CANARY_DEFECT}"`);
  defect.text = process.env.CANARY_DEFECT;
  defect.cause = new Error(process.env.CANARY_DEFECT);
  throw defect;
});
