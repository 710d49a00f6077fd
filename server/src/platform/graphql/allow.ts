import { Extensions } from 'type-graphql'

/** Says which permission a root field asks of its caller. A root field that says nothing is refused at start. */
export const Allow = (permission: string): MethodDecorator => Extensions({ allow: permission }) as MethodDecorator

/** Says that a root field is for everybody, strangers included. */
export const Public = (): MethodDecorator => Extensions({ allow: 'public' }) as MethodDecorator
