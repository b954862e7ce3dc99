import type { FastifyInstance } from 'fastify'

export type Route = { method: string; path: string }

/** Every route of an application, as the router itself knows them: none can be left out of a test by mistake. */
export function routesOf(app: FastifyInstance): Route[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', name = '', methods = ''] = /^([│ ]*)[├└]── (\S+) \(([^)]+)\)$/.exec(line) ?? []
      if (name === '') return []
      const depth = indent.length / 4
      above.splice(depth, Infinity, name)
      return methods.split(', ').map((method) => ({ method, path: above.join('') }))
    })
}

/** A path with ids of one's choice in the place of its parameters. */
export function filled(path: string, ids: Record<string, string>): string {
  return path
    .replace(/:(\w+)/g, (_, name: string) => ids[name] ?? '01900000-0000-7000-8000-000000000000')
    .replace('*', 'x')
}
