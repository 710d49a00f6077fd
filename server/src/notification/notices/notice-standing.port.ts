/** Whether notices are still worth a mail; who knows the objects answers. */
export interface NoticeStanding {
  /**
   * Those of `noticeIds` whose object is as it was announced: not renewed, not deactivated, not distrusted since. What
   * left the answer is not mailed. One statement or a few, however many are asked for; up to 500 at a time.
   */
  stillDue(noticeIds: readonly string[]): Promise<ReadonlySet<string>>
}
