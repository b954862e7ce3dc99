import { alone } from './connect.ts'

/** Throws away the embedded database and makes an empty one, for a demonstration that begins afresh. */
export async function emptyDatabase(adminUrl: string): Promise<void> {
  await alone(adminUrl, async (admin) => {
    await admin`drop database if exists waymark with (force)`
    await admin`create database waymark owner waymark`
  })
}
