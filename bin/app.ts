/** The CDK app, run by the `cdk` command: `cdk deploy --all -c stage=dev`. */
import { App } from 'aws-cdk-lib'
import { tradewindApp } from '../stacks/app.ts'
import { build, bundlesFolder } from './lib/build.ts'

const stage = String(new App().node.tryGetContext('stage') ?? process.env.STAGE ?? 'dev')
await build()
tradewindApp({ stage, bundles: bundlesFolder }).synth()
