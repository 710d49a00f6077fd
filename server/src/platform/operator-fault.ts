/** Something that only the operator can put right. The message says in a line what to do; no stack helps. */
export class OperatorFault extends Error {}
