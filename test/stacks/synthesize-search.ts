/** `node synthesize-search.ts <folder>`: writes there what searching by OpenSearch makes of the search service in prod. */
import { App } from 'aws-cdk-lib'
import { bundlesFolder } from '../../bin/lib/build.ts'
import { search } from '../../functions/search/service.ts'
import { PlatformStack } from '../../stacks/platform-stack.ts'
import { ServiceStack } from '../../stacks/service-stack.ts'
import { stages } from '../../stacks/settings.ts'

const settings = { ...stages.prod, searchEngine: 'opensearch' as const }
const app = new App({ analyticsReporting: false, outdir: process.argv[2]! })
const platform = new PlatformStack(app, 'platform', settings)
new ServiceStack(app, 'search', { settings, platform, service: search, bundles: bundlesFolder, authorizerId: 'a' })
app.synth()
