export { createNoticeWriter, type NoticeWriterOptions } from './notice-writer.ts'
