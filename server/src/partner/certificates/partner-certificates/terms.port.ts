/** Whether a person has accepted the terms that are in force; nobody uploads a certificate before. */
export interface Terms {
  accepted(userId: string): Promise<boolean>
}
