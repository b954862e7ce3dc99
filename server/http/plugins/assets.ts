import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Asset, assets } from '#server/ui/html/assets.ts'

/**
 * Serves the stylesheet and pictures under `/assets/`, compressed once at start. Their paths carry a hash of
 * the content, so a browser may keep them for a year without asking again.
 */
export async function assetsPlugin(app: FastifyInstance): Promise<void> {
  for (const [path, asset] of assets.files) {
    const variants = await compress(asset)
    app.get(path, (request, reply) => send(request, reply, asset, variants))
  }
}

type Variants = { br: Buffer; gzip: Buffer }

async function compress({ body }: Asset): Promise<Variants> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
  const [br, zipped] = await Promise.all([
    promisify(brotliCompress)(body, { params }),
    promisify(gzip)(body, { level: 9 }),
  ])
  return { br, gzip: zipped }
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  asset: Asset,
  variants: Variants,
): Promise<FastifyReply> {
  const encoding = preferred(request.headers['accept-encoding'])
  reply
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('vary', 'accept-encoding')
    .type(asset.type)
  if (encoding === null) return reply.send(asset.body)
  return reply.header('content-encoding', encoding).send(variants[encoding])
}

function preferred(accepted: string | undefined): keyof Variants | null {
  const offers = (accepted ?? '').split(',').filter((offer) => !/;\s*q=0(\.0*)?\s*$/.test(offer))
  const names = new Set(offers.map((offer) => offer.split(';')[0]?.trim()))
  return names.has('br') ? 'br' : names.has('gzip') ? 'gzip' : null
}
