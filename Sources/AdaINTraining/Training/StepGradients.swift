// What one step's gradients are made of: the style branch, the identity branch. The embedding's are in
// EmbeddingLoss.swift.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

extension Trainer {
  /// The losses of a batch; adds their gradients to those of the convolutions that learn.
  /// - Parameter noisy: the contents as the network sees them, if that is with noise.
  package func gradients(
    contents: FeatureBatch, noisy: FeatureBatch? = nil, styles: FeatureBatch,
    contentChoices: [CropChoice]? = nil, styleChoices: [CropChoice]? = nil
  ) throws(AdaINError) -> StepLosses {
    var losses = StepLosses()
    pairLosses = []
    let settings = options.settings(at: step)
    if settings.phase == .embedding {
      losses.total = try teachEncoder(
        contents: contents, noisy: noisy, styles: styles, contentChoices: contentChoices)
      return losses
    }
    let reconstructs = settings.phase == .reconstruction
    let identityWeight = reconstructs ? max(settings.identityWeight, 1) : settings.identityWeight
    let tiesEncoder = settings.learnsEncoder && settings.embeddingWeight > 0

    // With the loss network's encoder its features are the network's.
    let sharesFeatures = sharesEncoder && noisy == nil
    let aims =
      reconstructs && !sharesFeatures && !tiesEncoder && options.losses.featureIdentity == 0
      ? nil
      : try targets.find(
        contents: contents, styles: styles, contentChoices: contentChoices, styleChoices: styleChoices)
    let contentTape = sharesFeatures ? nil : try network.encode(noisy ?? contents, from: store, on: machine)
    let features = contentTape?.outputs.last! ?? aims!.content

    // dL / d features of the contents, from all branches.
    var gradient: FeatureBatch?
    func collect(_ more: FeatureBatch?) {
      guard let more else { return }
      if let sum = gradient { add(more, to: sum, on: machine.pool) } else { gradient = more }
    }
    if identityWeight > 0 || options.losses.featureIdentity > 0 {
      let branch = try identityBranch(
        features, contents, weight: identityWeight, aim: aims?.content, settings: settings)
      losses.identity = branch.identity
      losses.total += branch.total
      collect(branch.gradient)
    }
    if !reconstructs {
      let branch = try styleBranch(
        features, styles: styles, aims!, sharesFeatures: sharesFeatures, settings: settings)
      (losses.content, losses.style) = (branch.content, branch.style)
      losses.total += branch.total
      collect(branch.gradient)
    }
    var linear: FeatureBatch?
    if tiesEncoder {
      let embedding = try embeddingLoss(contentTape!, aim: aims!.content, weight: settings.embeddingWeight)
      losses.total += settings.embeddingWeight * embedding.loss
      collect(embedding.gradient)
      linear = embedding.linear
    }
    if settings.learnsEncoder, gradient != nil || linear != nil {
      _ = try network.encoder.backward(
        contentTape!, gradient, linear: linear, wantsInput: false, from: store, on: machine)
    }
    return losses
  }

  /// Content decoded without AdaIN, compared as pixels and as features of the loss network.
  /// - Parameters:
  ///   - weight: of the loss in pixels.
  ///   - aim: relu4_1 of the contents.
  /// - Returns: the loss in pixels, that of both with the weights, and the gradient of the features if the
  ///   encoder learns.
  private func identityBranch(
    _ features: FeatureBatch, _ contents: FeatureBatch, weight: Double, aim: FeatureBatch?,
    settings: StepSettings
  ) throws(AdaINError) -> (identity: Double, total: Double, gradient: FeatureBatch?) {
    let images = max(Int((options.losses.identityShare * Double(features.images)).rounded()), 1)
    let tape = try network.decoder.forward(features.first(images), from: store, on: machine)
    let pictures = tape.outputs.last!
    let (loss, gradient) = try Losses.identity(
      pictures, content: contents.first(images), weight: weight, from: store, on: machine.pool)
    var total = weight * loss
    let featureWeight = options.losses.featureIdentity
    if featureWeight > 0 {
      let seen = try lossNetwork.stack.forward(pictures, from: store, on: machine)
      let (loss, back) = try Losses.content(
        seen.outputs.last!, target: aim!.first(images), weight: featureWeight, from: store, on: machine.pool)
      let pixels = try lossNetwork.stack.backward(
        seen, back, wantsInput: true, from: store, on: machine)!
      add(pixels, to: gradient, on: machine.pool)
      total += featureWeight * loss
    }
    let back = try network.decoder.backward(
      tape, gradient, wantsInput: settings.learnsEncoder, from: store, on: machine)
    guard let back, images < features.images else { return (loss, total, back) }
    let all = try store.batch(images: features.images, channels: features.channels, size: features.size)
    all.fill(0)
    add(back, to: all.first(images), on: machine.pool)
    return (loss, total, all)
  }

  /// Content decoded with the style's statistics, and looked at by the loss network.
  /// - Returns: the losses, the sum of what is minimised with the weights, and the gradient of the content's
  ///   features if the encoder learns; the style's has then been carried back already.
  private func styleBranch(
    _ features: FeatureBatch, styles: FeatureBatch, _ aims: Targets, sharesFeatures: Bool,
    settings: StepSettings
  ) throws(AdaINError) -> (content: Double, style: Double, total: Double, gradient: FeatureBatch?) {
    let pool = machine.pool
    let target = try store.batch(
      images: styles.images, channels: aims.content.channels, size: aims.content.size)
    combine(
      nil, aims.content, into: target,
      BatchAdaIN.map(content: aims.contentStatistics, style: aims.style.last!), on: pool)

    // The same in the network's own features.
    let styleTape = sharesEncoder ? nil : try network.encode(styles, from: store, on: machine)
    let contentStatistics =
      sharesFeatures ? aims.contentStatistics : BatchStatistics(features, on: pool)
    let styleStatistics = styleTape.map { BatchStatistics($0.outputs.last!, on: pool) } ?? aims.style.last!
    var normalized = target
    if !sharesFeatures {
      normalized = try store.batch(images: styles.images, channels: features.channels, size: features.size)
      combine(
        nil, features, into: normalized, BatchAdaIN.map(content: contentStatistics, style: styleStatistics),
        on: pool)
    }

    let pictures = try network.decoder.forward(normalized, from: store, on: machine)
    let seen = try look(at: pictures.outputs.last!, target: target, aims, settings)
    let back = try network.decoder.backward(
      pictures, seen.gradient, wantsInput: settings.learnsEncoder, from: store, on: machine)
    if let back {
      let maps = BatchAdaIN.backward(
        back, features: features, content: contentStatistics, style: styleStatistics, on: pool)
      let styleFeatures = styleTape!.outputs.last!
      let toStyle = try store.batch(
        images: styles.images, channels: features.channels, size: styleFeatures.size)
      combine(nil, styleFeatures, into: toStyle, maps.style, on: pool)
      _ = try network.encoder.backward(styleTape!, toStyle, wantsInput: false, from: store, on: machine)
      combine(back, features, into: back, maps.content, on: pool)
    }
    return (seen.content, seen.style, seen.total, back)
  }

  /// Stylised pictures as the loss network sees them.
  /// - Returns: the losses, the sum of what is minimised with the weights, and the gradient of the pictures.
  private func look(
    at pictures: FeatureBatch, target: FeatureBatch, _ aims: Targets, _ settings: StepSettings
  ) throws(AdaINError) -> (content: Double, style: Double, total: Double, gradient: FeatureBatch) {
    let pool = machine.pool
    let seen = try lossNetwork.stack.forward(pictures, from: store, on: machine)
    let (content, gradient) = try Losses.content(
      seen.outputs.last!, target: target, weight: settings.contentWeight, from: store, on: pool)
    let style = Losses.style(
      lossNetwork.styleStatistics(seen, on: pool), target: aims.style,
      channels: LossNetwork.styleLayers.map { seen.outputs[$0].channels }, weight: options.styleWeight,
      normalizes: options.losses.normalizesStyle)
    if hard != nil { pairLosses = try losses(seen, target: target, aims, settings) }
    let added = Dictionary(uniqueKeysWithValues: zip(LossNetwork.styleLayers, style.gradients))
    let pixels = try lossNetwork.stack.backward(
      seen, gradient, added: added, wantsInput: true, from: store, on: machine)!
    var total = settings.contentWeight * content + options.styleWeight * style.objective
    if options.losses.range > 0 {
      let (loss, more) = try Losses.range(pictures, weight: options.losses.range, from: store, on: pool)
      add(more, to: pixels, on: pool)
      total += options.losses.range * loss
    }
    return (content, style.losses.reduce(0, +), total, pixels)
  }

  /// Content and style losses of each pair, with their weights.
  private func losses(
    _ seen: ConvolutionStack.Tape, target: FeatureBatch, _ aims: Targets, _ settings: StepSettings
  ) throws(AdaINError) -> [Double] {
    let statistics = lossNetwork.styleStatistics(seen, on: machine.pool)
    var losses: [Double] = []
    for pair in 0..<target.images {
      let content = try Losses.content(
        seen.outputs.last!.image(pair), target: target.image(pair), weight: 0, from: store, on: machine.pool
      ).loss
      let style = Losses.style(
        statistics.map { $0[pair] }, target: aims.style.map { $0[pair] },
        channels: LossNetwork.styleLayers.map { seen.outputs[$0].channels }, weight: 0,
        normalizes: options.losses.normalizesStyle
      ).objective
      losses.append(settings.contentWeight * content + options.styleWeight * style)
    }
    return losses
  }
}
